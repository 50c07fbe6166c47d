import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { unparkMembers } from "~/store/members/unpark-members.server";

/** Writes the cards again that Shopify refused before. @returns of how many members; ids that wait for nothing count for nothing. */
export function retryCards(shopId: bigint, { memberIds }: { memberIds: bigint[] }, now: Date): Promise<{ retried: number }> {
  return inTransaction(shopId, async (db) => {
    const retried = await unparkMembers(db, memberIds, now);
    if (retried > 0) await enqueueJobs(db, [shopJob("refresh-members", shopId)]);
    return { retried };
  });
}
