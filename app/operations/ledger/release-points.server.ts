import { releaseLots } from "~/loyalty/ledger/release-lots";
import { happensNow } from "~/loyalty/time/happens-now";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { membersWithDueReleases } from "~/store/ledger/due-releases.server";
import { ledgerBatch } from "~/store/ledger/ledger-batch";
import { liveLots } from "~/store/ledger/live-lots.server";
import { lockWallets } from "~/store/ledger/lock-wallets.server";
import { postBatch } from "~/store/ledger/post-batch.server";
import { requestRefresh } from "~/store/members/request-refresh.server";

const MEMBERS_A_BATCH = 200;

/**
 * Makes pending points spendable whose return window is over; what is owed is repaid first. Batches until nothing is due.
 * @returns how many lots were released.
 */
export async function releasePoints(shopId: bigint, now: Date): Promise<number> {
  for (let released = 0; ; ) {
    const { lots, members } = await releaseBatch(shopId, now);
    released += lots;
    if (members < MEMBERS_A_BATCH) return released;
  }
}

function releaseBatch(shopId: bigint, now: Date): Promise<{ lots: number; members: number }> {
  return inTransaction(shopId, async (db) => {
    const due = await membersWithDueReleases(db, now, MEMBERS_A_BATCH);
    const wallets = await lockWallets(db, due);
    const ledger = ledgerBatch(wallets, await liveLots(db, due));
    for (const [memberId, wallet] of wallets) {
      for (const transaction of releaseLots(ledger.lots(memberId), wallet, now.toISOString())) ledger.post(transaction);
    }
    await postBatch(db, ledger);
    const dueNow = new Set(ledger.transactions.filter(({ effectiveAt }) => happensNow(effectiveAt, now)).map(({ memberId }) => memberId));
    await requestRefresh(db, new Map(ledger.changedWallets().map(({ after: { memberId } }) => [memberId, { retier: false, urgent: dueNow.has(memberId) }])), now);
    if (ledger.transactions.length > 0) await enqueueJobs(db, [shopJob("refresh-members", shopId)]);
    return { lots: ledger.transactions.length, members: due.length };
  });
}
