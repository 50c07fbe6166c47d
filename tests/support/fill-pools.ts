import { inTransaction } from "~/store/in-transaction.server";
import { finishBatch, markAdding, markSent } from "~/store/rewards/batch-states.server";
import { codesOfBatch, planBatch } from "~/store/rewards/pool-work.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import { sql } from "~/store/sql";

/** Puts codes into every pool of a shop, as if Shopify had taken them. */
export async function fillPools(shopId: bigint, size: number, now = new Date()): Promise<void> {
  const hasher = await shopHasher(shopId);
  await inTransaction(shopId, async (db) => {
    const pools = await db.query<{ pool_id: bigint }>(sql`UPDATE code_pool SET state = 'open', discount_id = coalesce(discount_id, 'gid://shopify/DiscountCodeNode/' || pool_id) WHERE shop_id = ${db.shopId} AND state IN ('planned', 'creating', 'open') RETURNING pool_id`);
    for (const { pool_id: poolId } of pools) {
      const batchId = (await planBatch(db, hasher, { poolId, size }))!;
      await markSent(db, batchId, now);
      await markAdding(db, batchId, `creation-${batchId}`);
      const codes = await codesOfBatch(db, batchId);
      await finishBatch(db, batchId, { good: codes.map(({ codeId }) => ({ codeId, redeemCodeId: `gid://shopify/DiscountRedeemCode/${codeId}` })), note: null, now });
    }
  });
}
