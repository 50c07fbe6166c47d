import type { PausedReason, Reward, RewardState } from "~/loyalty/rewards/reward";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** A reward with its newest terms. */
export interface StoredReward { rewardId: bigint; version: number; state: RewardState; /** Null unless the app paused it by itself. */ pausedReason: PausedReason | null; position: number; stock: bigint | null; taken: bigint; terms: Reward }

interface Row { reward_id: bigint; version: number; state: RewardState; paused_reason: PausedReason | null; position: number; stock: bigint | null; taken: bigint; terms: Reward }

const rewardOf = ({ reward_id, paused_reason, ...row }: Row): StoredReward => ({ rewardId: reward_id, pausedReason: paused_reason, ...row });

/** Rewards of the shop in the merchant's order; ended ones are left out. */
export async function rewardsOnOffer(db: Tx): Promise<StoredReward[]> {
  const rows = await db.query<Row>(sql`
    SELECT r.reward_id, r.version, r.state, r.paused_reason, r.position, r.stock, r.taken, v.terms FROM reward r JOIN reward_version v USING (shop_id, reward_id, version)
     WHERE r.shop_id = ${db.shopId} AND r.state <> 'ended' ORDER BY r.position, r.reward_id`);
  return rows.map(rewardOf);
}

export async function rewardById(db: Tx, rewardId: bigint): Promise<StoredReward | null> {
  return (await rewardsById(db, [rewardId]))[0] ?? null;
}

async function rewardsById(db: Tx, rewardIds: readonly bigint[]): Promise<StoredReward[]> {
  const rows = await db.query<Row>(sql`
    SELECT r.reward_id, r.version, r.state, r.paused_reason, r.position, r.stock, r.taken, v.terms FROM reward r JOIN reward_version v USING (shop_id, reward_id, version)
     WHERE r.shop_id = ${db.shopId} AND r.reward_id = ANY(${rewardIds}::bigint[])`);
  return rows.map(rewardOf);
}

/** Locks a reward against everybody who turns points into it. @returns its version, null when there is none. */
export async function lockRewardToEdit(db: Tx, rewardId: bigint): Promise<{ version: number; state: RewardState; pausedReason: PausedReason | null } | null> {
  const [, [row]] = await Promise.all([
    holdOffRedeeming(db, rewardId),
    db.query<{ version: number; state: RewardState; paused_reason: PausedReason | null }>(sql`SELECT version, state, paused_reason FROM reward WHERE shop_id = ${db.shopId} AND reward_id = ${rewardId} FOR UPDATE`),
  ]);
  return row ? { version: row.version, state: row.state, pausedReason: row.paused_reason } : null;
}

/** Nobody turns points into this reward until the end of the transaction; whoever is at it has finished. */
export async function holdOffRedeeming(db: Tx, rewardId: bigint): Promise<void> {
  await db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${rewardLock(db, rewardId)}, 2))`);
}

/** What everybody who redeems shares, and an edit has alone. */
export const rewardLock = (db: Tx, rewardId: bigint) => `${db.shopId}:${rewardId}`;

export const isCounted = ({ stock, terms }: StoredReward) => stock !== null || terms.totalLimit !== null;

/**
 * Redemptions of these rewards were given back: of the rewards that are counted there is one more for each. The rewards are locked first, and
 * what counts them is read after: an edit that makes one of them counted has not seen them given back.
 */
export async function giveBackCounted(db: Tx, rewardIds: readonly bigint[]): Promise<void> {
  if (rewardIds.length === 0) return;
  await db.query(sql`SELECT 1 FROM reward WHERE shop_id = ${db.shopId} AND reward_id = ANY(${rewardIds}::bigint[]) ORDER BY reward_id FOR NO KEY UPDATE`);
  const counted = new Set((await rewardsById(db, rewardIds)).filter(isCounted).map(({ rewardId }) => rewardId));
  await countBack(db, rewardIds.filter((id) => counted.has(id)));
}

async function countBack(db: Tx, rewardIds: readonly bigint[]): Promise<void> {
  if (rewardIds.length === 0) return;
  await db.query(sql`
    UPDATE reward r SET taken = greatest(0, r.taken - x.n), stock = r.stock + x.n
      FROM (SELECT id, count(*) AS n FROM unnest(${rewardIds}::bigint[]) AS ids(id) GROUP BY id ORDER BY id) x
     WHERE r.shop_id = ${db.shopId} AND r.reward_id = x.id`);
}
