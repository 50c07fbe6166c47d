import { finishRefreshes, type FinishedRefresh } from "~/store/cards/refresh-queue.server";
import { savePushed, type PushedCard } from "~/store/cards/save-pushed.server";
import { inTransaction } from "~/store/in-transaction.server";

export interface RecordPushes {
  /** Cards that stand at Shopify now. */
  pushed: PushedCard[];
  /** Every refresh that was looked at. */
  finished: FinishedRefresh[];
}

/**
 * Notes what was written to Shopify and ends the refreshes. A member whose tags turned out to be others than known keeps
 * waiting: the card may have to say something else now.
 */
export function recordPushes(shopId: bigint, { pushed, finished }: RecordPushes, now: Date): Promise<void> {
  return inTransaction(shopId, async (db) => {
    const again = await savePushed(db, pushed, now);
    await finishRefreshes(db, finished.map((one) => (again.has(one.memberId) ? { ...one, cause: one.cause - 1n } : one)));
  });
}
