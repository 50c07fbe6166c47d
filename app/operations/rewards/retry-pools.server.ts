import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { forgetFaults } from "~/store/rewards/pool-work.server";

/** Asks Shopify again for codes of a reward it refused. @returns how many of its discounts are tried. */
export function retryPools(shopId: bigint, { rewardId }: { rewardId: bigint }): Promise<number> {
  return inTransaction(shopId, async (db) => {
    const tried = await forgetFaults(db, rewardId);
    if (tried > 0) await enqueueJobs(db, [shopJob("fill-pools", shopId)]);
    return tried;
  });
}
