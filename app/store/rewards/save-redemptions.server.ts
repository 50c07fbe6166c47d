import type { LotPart, RedemptionReason } from "~/loyalty/ledger/hold";
import { sql } from "../sql";
import type { Tx } from "../tx";
import type { RedemptionStatus } from "./redemption-rows.server";

/** How a redemption stands after a settlement. */
export interface ResolvedRedemption { redemptionId: bigint; status: RedemptionStatus; spent: bigint; restored: bigint; parts: readonly LotPart[] }

/**
 * Writes outcomes of locked redemptions, in sets, and what became of their codes. What they hold or have spent is replaced by `parts`.
 * @param made ids of lots the same batch made, as `postBatch` returned them: an order may pay for a code with what it has just earned.
 */
export async function saveResolved(db: Tx, resolved: readonly ResolvedRedemption[], { made, now }: { made: ReadonlyMap<bigint, bigint>; now: Date }): Promise<void> {
  if (resolved.length === 0) return;
  const ids = resolved.map((one) => one.redemptionId);
  const parts = resolved.flatMap(({ redemptionId, parts: own }) => own.map((part) => ({ redemptionId, ...part, lotId: made.get(part.lotId) ?? part.lotId })));
  await db.query(sql`
    WITH resolved AS (
      UPDATE redemption r SET status = x.status, spent = x.spent, restored = x.restored, resolved_at = coalesce(r.resolved_at, CASE WHEN x.status IN ('voided', 'burned') THEN ${now}::timestamptz END)
        FROM unnest(${ids}::bigint[], ${resolved.map((one) => one.status)}::text[], ${resolved.map((one) => one.spent)}::bigint[], ${resolved.map((one) => one.restored)}::bigint[]) AS x(id, status, spent, restored)
       WHERE r.shop_id = ${db.shopId} AND r.redemption_id = x.id AND r.redemption_id = ANY(${ids}::bigint[]) RETURNING r.code_id, r.status
    )
    UPDATE code c SET state = CASE WHEN resolved.status = 'burned' THEN 'used' ELSE 'gone' END FROM resolved
     WHERE c.shop_id = ${db.shopId} AND c.code_id = resolved.code_id AND resolved.status IN ('burned', 'voided') AND c.state <> 'leaked'`);
  await db.query(sql`
    DELETE FROM redemption_lot WHERE shop_id = ${db.shopId} AND redemption_id = ANY(${ids}::bigint[])
       AND (redemption_id, lot_id) NOT IN (SELECT * FROM unnest(${parts.map((one) => one.redemptionId)}::bigint[], ${parts.map((one) => one.lotId)}::bigint[]))`);
  if (parts.length === 0) return;
  await db.query(sql`
    INSERT INTO redemption_lot (shop_id, redemption_id, lot_id, points, restored)
    SELECT ${db.shopId}, * FROM unnest(${parts.map((one) => one.redemptionId)}::bigint[], ${parts.map((one) => one.lotId)}::bigint[], ${parts.map((one) => one.points)}::bigint[], ${parts.map((one) => one.restored)}::bigint[])
    ON CONFLICT (shop_id, redemption_id, lot_id) DO UPDATE SET points = excluded.points, restored = excluded.restored`);
}

/** Who gave a redemption back that waited for a code, and why: nothing else tells it. The redemption must be locked. */
export async function noteClosing(db: Tx, { redemptionId, reason, actor, note }: { redemptionId: bigint; reason: RedemptionReason; actor: string; note: string | null }): Promise<void> {
  await db.query(sql`
    UPDATE redemption SET closing_reason = ${reason}, closing_actor = ${actor}, closing_note = ${note} WHERE shop_id = ${db.shopId} AND redemption_id = ${redemptionId}`);
}

/** Redemptions begin to be given back, and their codes with them. `issued` goes to `closing`; only where it still is issued. @param note why, in somebody's words. @returns of how many it was. */
export async function beginClosing(db: Tx, { redemptionIds, reason, actor, note = null, now }: { redemptionIds: readonly bigint[]; reason: RedemptionReason; actor: string; note?: string | null; now: Date }): Promise<number> {
  if (redemptionIds.length === 0) return 0;
  const rows = await db.query(sql`
    WITH closing AS (
      UPDATE redemption SET status = 'closing', closing_at = ${now}, closing_reason = ${reason}, closing_actor = ${actor}, closing_note = ${note}
       WHERE shop_id = ${db.shopId} AND redemption_id = ANY(${redemptionIds}::bigint[]) AND status = 'issued' RETURNING code_id
    )
    UPDATE code c SET state = 'closing' FROM closing WHERE c.shop_id = ${db.shopId} AND c.code_id = closing.code_id RETURNING 1`);
  return rows.length;
}
