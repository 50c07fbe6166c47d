import { finishRefreshes, type FinishedRefresh } from "~/store/cards/refresh-queue.server";
import { requestRetags } from "~/store/cards/retag-queue.server";
import { savePushed, type PushedCard } from "~/store/cards/save-pushed.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";

export interface RecordPushes {
  /** Cards that stand at Shopify now. */
  pushed: PushedCard[];
  /** Members of whom another tag of ours stands at Shopify than the one of their tier. */
  mistagged: bigint[];
  /** Every refresh that was looked at. */
  finished: FinishedRefresh[];
}

/**
 * Notes what was written to Shopify, asks for tags that do not fit, and ends the refreshes. A member whose tags turned out to be others than known keeps
 * waiting: the card may have to say something else now.
 */
export function recordPushes(shopId: bigint, { pushed, mistagged, finished }: RecordPushes, now: Date): Promise<void> {
  return inTransaction(shopId, async (db) => {
    const again = await savePushed(db, pushed, now);
    await requestRetags(db, mistagged, now);
    if (mistagged.length > 0) await enqueueJobs(db, [shopJob("retag-members", shopId)]);
    await finishRefreshes(db, finished.map((one) => (again.has(one.memberId) ? { ...one, cause: one.cause - 1n } : one)));
  });
}
