import { log } from "~/log.server";
import { DatabaseDown } from "~/store/database-down";
import { enqueueJobsNow, type Job } from "~/store/jobs/enqueue.server";

/**
 * Enqueues what is due in each shop. One that cannot be looked at keeps the others waiting no longer than the look took, and loses
 * only what is found after it; without a database there is nothing to look at.
 */
export async function enqueueDue<Shop extends { shopId: bigint }>(shops: readonly Shop[], dueOf: (shop: Shop) => AsyncIterable<Job>): Promise<void> {
  const due: Job[] = [];
  for (const shop of shops) {
    try {
      for await (const job of dueOf(shop)) due.push(job);
    } catch (error) {
      if (error instanceof DatabaseDown) throw error;
      log.error({ err: error, shopId: String(shop.shopId) }, "what is due in a shop could not be looked up");
    }
  }
  await enqueueJobsNow(due);
}
