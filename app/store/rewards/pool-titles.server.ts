import { sql } from "../sql";
import type { Tx } from "../tx";
import { poolOf, type CodePool, type PoolRow } from "./code-pools.server";

/** Pools that give codes under another title than their reward has by now. */
export async function poolsToRetitle(db: Tx): Promise<(CodePool & { rewardTitle: string })[]> {
  const rows = await db.query<PoolRow & { reward_title: string }>(sql`
    SELECT p.*, v.terms->>'title' AS reward_title FROM code_pool p JOIN reward w USING (shop_id, reward_id) JOIN reward_version v ON v.shop_id = w.shop_id AND v.reward_id = w.reward_id AND v.version = w.version
     WHERE p.shop_id = ${db.shopId} AND p.state = 'open' AND p.discount_id IS NOT NULL AND p.title <> v.terms->>'title' ORDER BY p.pool_id`);
  return rows.map((row) => ({ ...poolOf(row), rewardTitle: row.reward_title }));
}

/** Notes the title Shopify was told. */
export async function notePoolTitle(db: Tx, poolId: bigint, title: string): Promise<void> {
  await db.query(sql`UPDATE code_pool SET title = ${title} WHERE shop_id = ${db.shopId} AND pool_id = ${poolId}`);
}
