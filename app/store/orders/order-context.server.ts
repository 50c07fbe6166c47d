import type { Lot } from "~/loyalty/ledger/posting";
import { lotOf, type LotJson } from "../ledger/lot-row";
import { RunAgain } from "../in-transaction.server";
import { sql } from "../sql";
import type { Tx } from "../tx";

export interface AskedContext { orderId: string; memberId: bigint; processedAt: string; posted: boolean }

export interface OrderContext {
  state: "member" | "left" | "excluded" | "blocked" | "redacted";
  enrolledAt: string;
  tags: string[];
  /** Handle of the tier held just before the order; null = none was recorded, so the first of the ladder. */
  tierBefore: string | null;
  /** Lots the order gave, with anything left in them. */
  lots: Lot[];
}

interface Row { order_id: string; state: OrderContext["state"] | "merged"; enrolled_at: Date; tags: string[]; tier_before: string | null; lots: LotJson[] | null }

/** The member of each order, with the tier held before it. Call it with the wallets locked. */
export async function orderContext(db: Tx, asked: AskedContext[]): Promise<Map<string, OrderContext>> {
  if (asked.length === 0) return new Map();
  const rows = await db.query<Row>(sql`
    SELECT x.order_id, m.state, m.enrolled_at, m.tags,
      (SELECT t.to_tier FROM tier_change t WHERE t.shop_id = ${db.shopId} AND t.member_id = x.member_id AND t.effective_at < x.processed_at
        ORDER BY t.effective_at DESC, t.tier_change_id DESC LIMIT 1) AS tier_before,
      CASE WHEN x.posted THEN (
        SELECT json_agg(json_build_object('lotId', l.lot_id::text, 'memberId', l.member_id::text, 'orderId', l.order_id, 'amount', l.amount::text, 'pending', l.pending::text,
          'free', l.free::text, 'held', l.held::text, 'spent', l.spent::text, 'expired', l.expired::text, 'reversed', l.reversed::text, 'repaid', l.repaid::text,
          'earnedAt', l.earned_at, 'releaseAt', l.release_at, 'expiresAt', l.expires_at, 'firstEnd', l.first_end))
          FROM lot l WHERE l.shop_id = ${db.shopId} AND l.order_id = x.order_id AND (l.pending > 0 OR l.free > 0 OR l.held > 0)) END AS lots
      FROM unnest(${asked.map((one) => one.orderId)}::text[], ${asked.map((one) => one.memberId)}::bigint[], ${asked.map((one) => one.processedAt)}::timestamptz[],
        ${asked.map((one) => one.posted)}::boolean[]) AS x(order_id, member_id, processed_at, posted)
      JOIN member m ON m.shop_id = ${db.shopId} AND m.member_id = x.member_id AND m.member_id = ANY(${asked.map((one) => one.memberId)}::bigint[])`);
  return new Map(rows.map((row) => [row.order_id, contextOf(row)]));
}

function contextOf(row: Row): OrderContext {
  if (row.state === "merged") throw new RunAgain("a member was merged meanwhile");
  return { state: row.state, enrolledAt: row.enrolled_at.toISOString(), tags: row.tags, tierBefore: row.tier_before, lots: (row.lots ?? []).map(lotOf) };
}
