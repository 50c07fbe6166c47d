import { randomBytes } from "node:crypto";
import type { DiscountTerms } from "~/loyalty/rewards/discount-terms";
import type { Reward, RewardState } from "~/loyalty/rewards/reward";
import type { Hasher } from "../crypto/hasher";
import { seal } from "../crypto/seal.server";
import { RunAgain } from "../in-transaction.server";
import { sql } from "../sql";
import type { Tx } from "../tx";
import { codePurpose } from "./code-purpose";

export type PoolState = "planned" | "creating" | "open" | "retired" | "closed" | "lost";
export interface CodePool { poolId: bigint; rewardId: bigint; termsKey: string; terms: DiscountTerms; title: string; state: PoolState; discountId: string | null; minted: number; fault: string | null; lowMark: number }
export interface PoolRow { pool_id: bigint; reward_id: bigint; terms_key: string; terms: DiscountTerms; title: string; state: PoolState; discount_id: string | null; minted: number; fault: string | null; low_mark: number }

export const poolOf = (row: PoolRow): CodePool => ({
  poolId: row.pool_id, rewardId: row.reward_id, termsKey: row.terms_key, terms: row.terms, title: row.title, state: row.state, discountId: row.discount_id, minted: row.minted, fault: row.fault, lowMark: row.low_mark,
});

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const CODE_LENGTH = 16;

/** 16 letters of 32 (80 bits) by the system's generator, without those that look alike. */
export function mintCode(): string {
  return Array.from(randomBytes(CODE_LENGTH), (byte) => LETTERS[byte & 31]).join("");
}

/** The pool that gives codes for these terms; planned at the first time. It is filled by a job: enqueue `fill-pools`. */
export async function ensurePool(db: Tx, hasher: Hasher, pool: { rewardId: bigint; termsKey: string; terms: DiscountTerms; title: string; now: Date }): Promise<CodePool> {
  const known = await openPool(db, pool);
  if (known) return known;
  const code = mintCode();
  const hash = hasher.code(code);
  await db.query(sql`
    WITH made AS (
      INSERT INTO code_pool (shop_id, reward_id, terms_key, terms, title, seed, seed_hash)
      VALUES (${db.shopId}, ${pool.rewardId}, ${pool.termsKey}, ${JSON.stringify(pool.terms)}::jsonb, ${pool.title}, ${seal(code, codePurpose(db.shopId, hash))}, ${hash})
      ON CONFLICT DO NOTHING RETURNING pool_id, seed, seed_hash
    ), batch AS (
      INSERT INTO code_batch (shop_id, pool_id, state, size, note, created_at) SELECT ${db.shopId}, pool_id, 'refused', 1, 'seed', ${pool.now}::timestamptz FROM made RETURNING batch_id, pool_id
    )
    INSERT INTO code (shop_id, pool_id, batch_id, sealed, hash, state) SELECT ${db.shopId}, pool_id, batch_id, seed, seed_hash, 'bad' FROM made JOIN batch USING (pool_id)`);
  const made = await openPool(db, pool);
  if (!made) throw new RunAgain("the pool was closed meanwhile");
  return made;
}

/** A pool whose seed code belongs to somebody else's discount gets another one; it is asked for anew. @returns false when it stands elsewhere by now. */
export async function reseedPool(db: Tx, hasher: Hasher, { poolId, now }: { poolId: bigint; now: Date }): Promise<boolean> {
  const code = mintCode();
  const hash = hasher.code(code);
  const rows = await db.query(sql`
    WITH moved AS (
      UPDATE code_pool SET seed = ${seal(code, codePurpose(db.shopId, hash))}, seed_hash = ${hash}, state = 'planned' WHERE shop_id = ${db.shopId} AND pool_id = ${poolId} AND state = 'creating' RETURNING pool_id, seed
    ), batch AS (
      INSERT INTO code_batch (shop_id, pool_id, state, size, note, created_at) SELECT ${db.shopId}, pool_id, 'refused', 1, 'seed', ${now}::timestamptz FROM moved RETURNING batch_id, pool_id
    )
    INSERT INTO code (shop_id, pool_id, batch_id, sealed, hash, state) SELECT ${db.shopId}, pool_id, batch_id, seed, ${hash}, 'bad' FROM moved JOIN batch USING (pool_id) RETURNING 1`);
  return rows.length === 1;
}

async function openPool(db: Tx, { rewardId, termsKey }: { rewardId: bigint; termsKey: string }): Promise<CodePool | null> {
  const [row] = await db.query<PoolRow>(sql`
    SELECT * FROM code_pool WHERE shop_id = ${db.shopId} AND reward_id = ${rewardId} AND terms_key = ${termsKey} AND state IN ('planned', 'creating', 'open')`);
  return row ? poolOf(row) : null;
}

/** Pools that give no new codes from now on; what they handed out keeps its terms. @returns how many of them did until now. */
export async function retirePools(db: Tx, poolIds: readonly bigint[]): Promise<number> {
  if (poolIds.length === 0) return 0;
  return (await db.query(sql`UPDATE code_pool SET state = 'retired' WHERE shop_id = ${db.shopId} AND pool_id = ANY(${poolIds}::bigint[]) AND state IN ('planned', 'creating', 'open') RETURNING 1`)).length;
}

/** Pools that give codes and nobody waits on, with what their reward gives by now, which holds still until the end of the transaction. */
export async function poolsNobodyWaitsFor(db: Tx): Promise<{ poolId: bigint; termsKey: string; state: RewardState; terms: Reward }[]> {
  const rows = await db.query<{ pool_id: bigint; terms_key: string; state: RewardState; terms: Reward }>(sql`
    SELECT p.pool_id, p.terms_key, w.state, v.terms FROM code_pool p JOIN reward w USING (shop_id, reward_id) JOIN reward_version v ON v.shop_id = w.shop_id AND v.reward_id = w.reward_id AND v.version = w.version
     WHERE p.shop_id = ${db.shopId} AND p.state IN ('planned', 'creating', 'open')
       AND NOT EXISTS (SELECT 1 FROM redemption r WHERE r.shop_id = p.shop_id AND r.pool_id = p.pool_id AND r.status = 'held') ORDER BY p.reward_id, p.pool_id FOR SHARE OF w`);
  return rows.map((row) => ({ poolId: row.pool_id, termsKey: row.terms_key, state: row.state, terms: row.terms }));
}

/** Pools of a reward that promise something it does not any more. */
export async function poolsBeside(db: Tx, rewardId: bigint, termsKeys: readonly string[]): Promise<bigint[]> {
  const rows = await db.query<{ pool_id: bigint }>(sql`
    SELECT pool_id FROM code_pool WHERE shop_id = ${db.shopId} AND reward_id = ${rewardId} AND state IN ('planned', 'creating', 'open') AND NOT terms_key = ANY(${termsKeys}::text[])`);
  return rows.map((row) => row.pool_id);
}
