import { CLOCKS_DIFFER_MS } from "~/loyalty/rewards/is-before-hand-out";
import type { HeldPart } from "~/loyalty/rewards/held-until";
import { codesById } from "../rewards/codes.server";
import { redemptionOf, type Redemption, type RedemptionRow } from "../rewards/redemption-rows.server";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** A redemption as its member sees it. */
export interface BuyerRedemptionFacts {
  redemption: Redemption;
  /** In clear, of issued ones alone. */
  code: string | null;
  /** `#1042`; null when no order used it, or its name is not known yet. */
  order: string | null;
  /** Where its points are held, of those that can be canceled. */
  lots: HeldPart[];
}

/** Those of a member: open ones first, then the newest. @param only one of them; null = at most `most`. */
export async function buyerRedemptions(db: Tx, memberId: bigint, { only, most }: { only: bigint | null; most: number }): Promise<BuyerRedemptionFacts[]> {
  const rows = await db.query<RedemptionRow & { order_name: string | null }>(sql`
    SELECT r.*, (SELECT o.name FROM code_use u JOIN shop_order o ON o.shop_id = u.shop_id AND o.order_id = u.order_id
                  WHERE u.shop_id = r.shop_id AND u.code_id = r.code_id
                    AND (u.ordered_at IS NULL OR u.ordered_at >= r.issued_at - make_interval(secs => ${CLOCKS_DIFFER_MS / 1000}::float8)) ORDER BY u.order_id LIMIT 1) AS order_name
      FROM redemption r WHERE r.shop_id = ${db.shopId} AND r.member_id = ${memberId} AND (${only}::bigint IS NULL OR r.redemption_id = ${only})
     ORDER BY (r.status IN ('held', 'issued', 'closing')) DESC, r.redemption_id DESC LIMIT ${most}`);
  const codes = await codesById(db, rows.flatMap(({ status, code_id }) => (status === "issued" && code_id !== null ? [code_id] : [])));
  const lots = await heldLots(db, rows.flatMap(({ status, redemption_id }) => (status === "issued" || status === "held" ? [redemption_id] : [])));
  return rows.map((row) => ({
    redemption: redemptionOf(row), order: row.order_name || null, code: row.code_id === null ? null : codes.get(row.code_id) ?? null, lots: lots.get(row.redemption_id) ?? [],
  }));
}

async function heldLots(db: Tx, redemptionIds: readonly bigint[]): Promise<Map<bigint, BuyerRedemptionFacts["lots"]>> {
  const lots = new Map<bigint, BuyerRedemptionFacts["lots"]>();
  if (redemptionIds.length === 0) return lots;
  const rows = await db.query<{ redemption_id: bigint; points: bigint; expires_at: Date | null; first_end: Date | null }>(sql`
    SELECT p.redemption_id, p.points, l.expires_at, l.first_end FROM redemption_lot p JOIN lot l ON l.shop_id = p.shop_id AND l.lot_id = p.lot_id
     WHERE p.shop_id = ${db.shopId} AND p.redemption_id = ANY(${redemptionIds}::bigint[]) ORDER BY p.redemption_id, p.lot_id`);
  for (const { redemption_id, points, expires_at, first_end } of rows) lots.set(redemption_id, [...(lots.get(redemption_id) ?? []), { points, expiresAt: expires_at?.toISOString() ?? null, firstEnd: first_end?.toISOString() ?? null }]);
  return lots;
}
