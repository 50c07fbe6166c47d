import { sql } from "../sql";
import type { Tx } from "../tx";
import { redemptionOf, type Redemption, type RedemptionRow } from "./redemption-rows.server";

/** Redemptions that wait for a code of a pool that has one, locked, the oldest first; those somebody else works on are left out. */
export async function heldRedemptions(db: Tx, most: number): Promise<Redemption[]> {
  const rows = await db.query<RedemptionRow>(sql`
    SELECT * FROM redemption r WHERE shop_id = ${db.shopId} AND status = 'held'
       AND EXISTS (SELECT 1 FROM code_pool p WHERE p.shop_id = r.shop_id AND p.pool_id = r.pool_id AND p.state = 'open')
       AND EXISTS (SELECT 1 FROM code c WHERE c.shop_id = r.shop_id AND c.pool_id = r.pool_id AND c.state = 'free') ORDER BY redemption_id LIMIT ${most} FOR NO KEY UPDATE SKIP LOCKED`);
  return rows.map(redemptionOf);
}

export async function issueRedemption(db: Tx, { redemptionId, codeId, expiresAt, now }: { redemptionId: bigint; codeId: bigint; expiresAt: string; now: Date }): Promise<void> {
  await db.query(sql`
    UPDATE redemption SET status = 'issued', code_id = ${codeId}, issued_at = ${now}, expires_at = ${expiresAt} WHERE shop_id = ${db.shopId} AND redemption_id = ${redemptionId} AND status = 'held'`);
}

/** Redemptions that wait on a pool which gives no codes any more: they go to the one that does. Of a reward that the app paused there is none to be made. */
export async function strandedRedemptions(db: Tx): Promise<{ redemptionId: bigint; poolId: bigint }[]> {
  const rows = await db.query<{ redemption_id: bigint; pool_id: bigint }>(sql`
    SELECT r.redemption_id, r.pool_id FROM redemption r JOIN code_pool p USING (shop_id, pool_id)
     WHERE r.shop_id = ${db.shopId} AND r.status = 'held' AND p.state IN ('retired', 'closed', 'lost')
       AND NOT EXISTS (SELECT 1 FROM reward w WHERE w.shop_id = r.shop_id AND w.reward_id = r.reward_id AND w.paused_reason IS NOT NULL) ORDER BY r.redemption_id FOR NO KEY UPDATE OF r SKIP LOCKED`);
  return rows.map((row) => ({ redemptionId: row.redemption_id, poolId: row.pool_id }));
}

export async function moveToPool(db: Tx, redemptionIds: readonly bigint[], poolId: bigint): Promise<void> {
  await db.query(sql`UPDATE redemption SET pool_id = ${poolId} WHERE shop_id = ${db.shopId} AND redemption_id = ANY(${redemptionIds}::bigint[]) AND status = 'held'`);
}

/** Redemptions that wait on a pool Shopify refuses to fill, or whose discount the merchant ended. */
export async function hopelessRedemptions(db: Tx): Promise<bigint[]> {
  const rows = await db.query<{ redemption_id: bigint }>(sql`
    SELECT r.redemption_id FROM redemption r JOIN code_pool p USING (shop_id, pool_id) WHERE r.shop_id = ${db.shopId} AND r.status = 'held' AND (p.fault IS NOT NULL
       OR (p.state IN ('retired', 'closed', 'lost') AND EXISTS (SELECT 1 FROM reward w WHERE w.shop_id = r.shop_id AND w.reward_id = r.reward_id AND w.paused_reason IS NOT NULL))) ORDER BY 1`);
  return rows.map((row) => row.redemption_id);
}

/** What members have open: waiting for a code, usable, or on its way back. */
export async function openRedemptionsOf(db: Tx, memberIds: readonly bigint[]): Promise<bigint[]> {
  if (memberIds.length === 0) return [];
  const rows = await db.query<{ redemption_id: bigint }>(sql`
    SELECT redemption_id FROM redemption WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[]) AND status IN ('held', 'issued', 'closing') ORDER BY redemption_id`);
  return rows.map((row) => row.redemption_id);
}
