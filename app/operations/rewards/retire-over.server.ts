import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { poolsOfOverRewards, retirePools } from "~/store/rewards/code-pools.server";

/** Pools of rewards that are over give no codes any more: what was handed out keeps its terms, the rest is cleared away. @returns how many. */
export function retireOver(shopId: bigint, now: Date): Promise<number> {
  return inTransaction(shopId, async (db) => {
    const pools = await poolsOfOverRewards(db, now);
    await retirePools(db, pools);
    if (pools.length > 0) await enqueueJobs(db, [shopJob("close-codes", shopId)]);
    return pools.length;
  });
}
