import { inTransaction } from "~/store/in-transaction.server";
import { finishBatch, markAdding, markSent } from "~/store/rewards/batch-states.server";
import { codesOfBatch, movePool, planBatch } from "~/store/rewards/pool-work.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";

/** Puts codes into a pool as if Shopify had added them, without asking it. @returns the codes. */
export async function stockPool(shopId: bigint, { poolId, size, now }: { poolId: bigint; size: number; now: Date }): Promise<string[]> {
  const hasher = await shopHasher(shopId);
  return inTransaction(shopId, async (db) => {
    await movePool(db, poolId, { from: ["planned", "creating"], to: "open", discountId: `gid://shopify/DiscountCodeNode/${poolId}`, now });
    const batchId = (await planBatch(db, hasher, { poolId, size }))!;
    await markSent(db, batchId, now);
    await markAdding(db, batchId, "gid://shopify/DiscountRedeemCodeBulkCreation/1");
    const codes = await codesOfBatch(db, batchId);
    await finishBatch(db, batchId, { good: codes.map(({ codeId }) => ({ codeId, redeemCodeId: `gid://shopify/DiscountRedeemCode/${codeId}` })), note: null, now });
    return codes.map(({ code }) => code);
  });
}
