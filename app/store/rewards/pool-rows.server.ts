import { sql } from "../sql";
import type { Tx } from "../tx";
import { poolOf, type CodePool, type PoolRow } from "./code-pools.server";

export async function poolById(db: Tx, poolId: bigint): Promise<CodePool | null> {
  const [row] = await db.query<PoolRow>(sql`SELECT * FROM code_pool WHERE shop_id = ${db.shopId} AND pool_id = ${poolId}`);
  return row ? poolOf(row) : null;
}

/** Pools with a discount at Shopify that is not closed: those that give codes, and those whose codes are still out. */
export async function livePools(db: Tx): Promise<CodePool[]> {
  const rows = await db.query<PoolRow>(sql`SELECT * FROM code_pool WHERE shop_id = ${db.shopId} AND state IN ('open', 'retired') AND discount_id IS NOT NULL ORDER BY pool_id`);
  return rows.map(poolOf);
}

/** Pools that give no codes and have none out any more. */
export async function finishedPools(db: Tx): Promise<CodePool[]> {
  const rows = await db.query<PoolRow>(sql`
    SELECT * FROM code_pool p WHERE shop_id = ${db.shopId} AND state = 'retired'
       AND NOT EXISTS (SELECT 1 FROM redemption r WHERE r.shop_id = p.shop_id AND r.pool_id = p.pool_id AND r.status IN ('issued', 'closing'))
       AND NOT EXISTS (SELECT 1 FROM code_batch b WHERE b.shop_id = p.shop_id AND b.pool_id = p.pool_id AND b.state IN ('sent', 'adding')) ORDER BY pool_id`);
  return rows.map(poolOf);
}
