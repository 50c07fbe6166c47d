import { sql } from "../sql";
import type { Tx } from "../tx";
import { poolOf, type CodePool, type PoolRow } from "./code-pools.server";
import { openedCode } from "./opened-code.server";

export async function poolById(db: Tx, poolId: bigint): Promise<CodePool | null> {
  const [row] = await db.query<PoolRow>(sql`SELECT * FROM code_pool WHERE shop_id = ${db.shopId} AND pool_id = ${poolId}`);
  return row ? poolOf(row) : null;
}

/** Why Shopify makes no codes for a reward, in its own words; null when it does. */
export async function poolFaultOf(db: Tx, rewardId: bigint): Promise<string | null> {
  const [row] = await db.query<{ fault: string | null }>(sql`SELECT min(fault) AS fault FROM code_pool WHERE shop_id = ${db.shopId} AND reward_id = ${rewardId} AND state IN ('planned', 'creating', 'open')`);
  return row?.fault ?? null;
}

/** Pools with a discount at Shopify that is not closed: those that give codes, and those whose codes are still out. */
export async function livePools(db: Tx): Promise<CodePool[]> {
  const rows = await db.query<PoolRow>(sql`SELECT * FROM code_pool WHERE shop_id = ${db.shopId} AND state IN ('open', 'retired') AND discount_id IS NOT NULL ORDER BY pool_id`);
  return rows.map(poolOf);
}

/** The pool of a discount, while it gives codes or has some out; null for any other discount of the shop. */
export async function livePoolOf(db: Tx, discountId: string): Promise<CodePool | null> {
  const [row] = await db.query<PoolRow>(sql`SELECT * FROM code_pool WHERE shop_id = ${db.shopId} AND state IN ('open', 'retired') AND discount_id = ${discountId}`);
  return row ? poolOf(row) : null;
}

/** Seed codes of the last days that made no discount we know of: an answer may have been lost, or the pool was closed meanwhile. */
export async function straySeeds(db: Tx, now: Date): Promise<string[]> {
  const rows = await db.query<{ sealed: Buffer; hash: string }>(sql`
    SELECT c.sealed, c.hash FROM code_batch b JOIN code c USING (shop_id, batch_id) JOIN code_pool p ON p.shop_id = c.shop_id AND p.pool_id = c.pool_id
     WHERE b.shop_id = ${db.shopId} AND b.note = 'seed' AND b.created_at > ${now}::timestamptz - interval '7 days'
       AND (c.hash <> p.seed_hash OR (p.discount_id IS NULL AND p.state IN ('retired', 'closed', 'lost'))) ORDER BY c.code_id`);
  return rows.map((row) => openedCode(db.shopId, row));
}

/** Pools that give no codes and have none out any more. */
export async function finishedPools(db: Tx): Promise<CodePool[]> {
  const rows = await db.query<PoolRow>(sql`
    SELECT * FROM code_pool p WHERE shop_id = ${db.shopId} AND state = 'retired'
       AND NOT EXISTS (SELECT 1 FROM redemption r WHERE r.shop_id = p.shop_id AND r.pool_id = p.pool_id AND r.status IN ('issued', 'closing'))
       AND NOT EXISTS (SELECT 1 FROM code_batch b WHERE b.shop_id = p.shop_id AND b.pool_id = p.pool_id AND b.state IN ('sent', 'adding')) ORDER BY pool_id`);
  return rows.map(poolOf);
}
