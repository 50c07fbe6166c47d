import { promisedTerms, termsKey } from "~/loyalty/rewards/discount-terms";
import { closedNow } from "~/loyalty/rewards/decide-redemption";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { poolsNobodyWaitsFor, retirePools } from "~/store/rewards/code-pools.server";
import { settlementShop } from "~/store/shops/settlement-shop.server";

/**
 * Pools of what no reward gives any more give no codes either, once nobody waits for one of them: those of rewards that are over, and
 * those on old terms. What was handed out keeps its terms, the rest is cleared away. @returns how many.
 */
export function retireOver(shopId: bigint, now: Date): Promise<number> {
  return inTransaction(shopId, async (db) => {
    const { currency } = await settlementShop(db);
    const over = (await poolsNobodyWaitsFor(db)).filter((pool) => closedNow(pool, now.toISOString()) === "reward_ended" || !promisedTerms(pool.terms, currency).map(termsKey).includes(pool.termsKey));
    await retirePools(db, over.map(({ poolId }) => poolId));
    if (over.length > 0) await enqueueJobs(db, [shopJob("close-codes", shopId)]);
    return over.length;
  });
}
