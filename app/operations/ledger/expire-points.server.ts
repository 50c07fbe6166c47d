import { expireLots } from "~/loyalty/ledger/expire-lots";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { ledgerBatch } from "~/store/ledger/ledger-batch";
import { liveLots } from "~/store/ledger/live-lots.server";
import { lockWallets } from "~/store/ledger/lock-wallets.server";
import { postBatch } from "~/store/ledger/post-batch.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { membersWithDueExpiry } from "~/store/rewards/due-redemptions.server";

const MEMBERS_A_BATCH = 200;

/** Ends points whose time is over, lot by lot. Held points stay: they are promised to a code. @returns how many lots. */
export async function expirePoints(shopId: bigint, now: Date): Promise<number> {
  for (let expired = 0; ; ) {
    const { lots, members } = await inTransaction(shopId, async (db) => {
      const due = await membersWithDueExpiry(db, now, MEMBERS_A_BATCH);
      const wallets = await lockWallets(db, due);
      const ledger = ledgerBatch(wallets, await liveLots(db, due));
      for (const [memberId, wallet] of wallets) for (const transaction of expireLots(ledger.lots(memberId), wallet, now.toISOString())) ledger.post(transaction);
      await postBatch(db, ledger);
      await requestRefresh(db, new Map(ledger.changedWallets().map(({ after: { memberId } }) => [memberId, { retier: false, urgent: false }])), now);
      if (ledger.transactions.length > 0) await enqueueJobs(db, [shopJob("refresh-members", shopId)]);
      return { lots: ledger.transactions.length, members: due.length };
    });
    expired += lots;
    if (members < MEMBERS_A_BATCH) return expired;
  }
}
