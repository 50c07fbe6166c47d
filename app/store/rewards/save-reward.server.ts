import type { PausedReason, Reward, RewardState } from "~/loyalty/rewards/reward";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** A reward that did not exist. It stands last. @returns its id. */
export async function insertReward(db: Tx, { terms, stock, actor, now }: { terms: Reward; stock: bigint | null; actor: string; now: Date }): Promise<bigint> {
  const [row] = await db.query<{ reward_id: bigint }>(sql`
    WITH made AS (
      INSERT INTO reward (shop_id, version, position, stock, created_at, updated_at)
      SELECT ${db.shopId}, 1, coalesce(max(position) + 1, 0), ${stock}::bigint, ${now}, ${now} FROM reward WHERE shop_id = ${db.shopId} RETURNING reward_id
    ), version AS (
      INSERT INTO reward_version (shop_id, reward_id, version, terms, created_by, created_at) SELECT ${db.shopId}, reward_id, 1, ${JSON.stringify(terms)}::jsonb, ${actor}, ${now} FROM made
    )
    SELECT reward_id FROM made`);
  return row!.reward_id;
}

/** New terms of a reward that is locked. What counts against a total limit is counted anew. */
export async function insertRewardVersion(db: Tx, { rewardId, version, terms, stock, actor, now }: { rewardId: bigint; version: number; terms: Reward; stock: bigint | null; actor: string; now: Date }): Promise<void> {
  await db.query(sql`
    INSERT INTO reward_version (shop_id, reward_id, version, terms, created_by, created_at) VALUES (${db.shopId}, ${rewardId}, ${version}, ${JSON.stringify(terms)}::jsonb, ${actor}, ${now})`);
  await db.query(sql`
    UPDATE reward SET version = ${version}, stock = ${stock}, updated_at = ${now},
           taken = (SELECT count(*) FROM redemption r WHERE r.shop_id = ${db.shopId} AND r.reward_id = ${rewardId} AND r.status <> 'voided')
     WHERE shop_id = ${db.shopId} AND reward_id = ${rewardId}`);
}

export async function setRewardState(db: Tx, rewardId: bigint, state: RewardState, now: Date): Promise<void> {
  await db.query(sql`UPDATE reward SET state = ${state}, paused_reason = NULL, updated_at = ${now} WHERE shop_id = ${db.shopId} AND reward_id = ${rewardId}`);
}

/** The app pauses a reward by itself. One that has ended stays so. @returns whether it is paused for this reason since now. */
export async function pauseFor(db: Tx, rewardId: bigint, reason: PausedReason, now: Date): Promise<boolean> {
  const rows = await db.query(sql`
    UPDATE reward SET state = 'paused', paused_reason = ${reason}, updated_at = ${now} WHERE shop_id = ${db.shopId} AND reward_id = ${rewardId} AND state <> 'ended' AND paused_reason IS NULL RETURNING 1`);
  return rows.length === 1;
}

/** The merchant's order of rewards; those not named stand after them. */
export async function orderRewards(db: Tx, rewardIds: readonly bigint[]): Promise<void> {
  await db.query(sql`
    UPDATE reward r SET position = x.n FROM unnest(${rewardIds}::bigint[]) WITH ORDINALITY AS x(reward_id, n) WHERE r.shop_id = ${db.shopId} AND r.reward_id = x.reward_id`);
}
