import type { Wallet } from "~/loyalty/ledger/posting";
import { sql } from "../sql";
import type { Tx } from "../tx";
import { rewardLock } from "./reward-rows.server";

/** `counted`: the reward's row is locked as well. */
export interface LockedRedeeming { wallet: Wallet | null; counted: boolean }

/**
 * Locks what a redemption changes: the wallet of whoever has this customer id, after merges, then the reward as it stands. Everybody who redeems shares one
 * lock of it, so that a rush waits for nobody; one with a limit is counted under a lock of its row as well. An edit takes the first alone and waits for nobody
 * later: advisory locks queue, where ever more sharers of a row would pass whoever wants it alone.
 *
 * One statement, each step of which reads the one before, so that they are taken in this order. All of it was seen before the first lock was had: who the member is
 * and whether the reward is counted may be otherwise by then, and has to be compared with what is read after it.
 */
export async function lockRedeeming(db: Tx, { customerId, rewardId }: { customerId: string; rewardId: bigint }): Promise<LockedRedeeming> {
  const [row] = await db.query<{ member_id: bigint | null; pending: bigint; available: bigint; held: bigint; debt: bigint; counted: boolean }>(sql`
    WITH purse AS MATERIALIZED (
      SELECT member_id, pending, available, held, debt FROM wallet WHERE shop_id = ${db.shopId} AND member_id = (
        SELECT member_id FROM member WHERE shop_id = ${db.shopId}
           AND customer_id = (SELECT coalesce((SELECT to_customer_id FROM customer_redirect WHERE shop_id = ${db.shopId} AND from_customer_id = ${customerId}), ${customerId}))) FOR NO KEY UPDATE
    ), shared AS MATERIALIZED (
      SELECT pg_advisory_xact_lock_shared(hashtextextended(${rewardLock(db, rewardId)}, 2)) FROM (SELECT count(*) FROM purse) after_purse
    ), counted AS MATERIALIZED (
      SELECT 1 FROM (SELECT count(*) FROM shared) after_shared CROSS JOIN reward r WHERE r.shop_id = ${db.shopId} AND r.reward_id = ${rewardId} AND (r.stock IS NOT NULL OR EXISTS (
        SELECT 1 FROM reward_version v WHERE v.shop_id = r.shop_id AND v.reward_id = r.reward_id AND v.version = r.version AND v.terms->>'totalLimit' IS NOT NULL)) FOR NO KEY UPDATE OF r
    )
    SELECT purse.*, c.n > 0 AS counted FROM (SELECT count(*) FROM shared) s CROSS JOIN (SELECT count(*) AS n FROM counted) c LEFT JOIN purse ON true`);
  const { member_id, counted, ...balances } = row!;
  return { wallet: member_id === null ? null : { memberId: member_id, ...balances }, counted };
}
