import { logAccess } from "~/store/access/log-access.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { orderRewards as writeOrder } from "~/store/rewards/save-reward.server";

/** Puts rewards into the order shoppers see them in. Those not named stay where they were; ids that are no rewards change nothing. */
export function orderRewards(shopId: bigint, { rewardIds, actor }: { rewardIds: readonly bigint[]; actor: string }, now: Date): Promise<void> {
  return inTransaction(shopId, async (db) => {
    await writeOrder(db, rewardIds);
    await logAccess(db, { actor, action: "order_rewards", memberId: null, detail: { rewards: rewardIds.join(",") } }, now);
    await enqueueJobs(db, [shopJob("publish-program", shopId)]);
  });
}
