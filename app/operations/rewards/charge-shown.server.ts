import { SHOWN_PATIENCE_MS } from "~/loyalty/rewards/shown-patience";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { ledgerBatch } from "~/store/ledger/ledger-batch";
import { lockWallets } from "~/store/ledger/lock-wallets.server";
import { postBatch } from "~/store/ledger/post-batch.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { shownUncharged } from "~/store/rewards/due-redemptions.server";
import { saveResolved } from "~/store/rewards/save-redemptions.server";
import { loadRedemptions } from "./load-cases";
import { settleLoaded } from "./settle-loaded";

const A_BATCH = 200;

/**
 * Charges codes that a list of orders showed an hour ago and whose orders could not be handled since: that an event is parked does
 * not make a code free. When it is handled after all, what came back of the order's goods comes back. @returns how many.
 */
export function chargeShown(shopId: bigint, now: Date): Promise<number> {
  return inTransaction(shopId, async (db) => {
    const due = await shownUncharged(db, new Date(now.getTime() - SHOWN_PATIENCE_MS), A_BATCH);
    if (due.length === 0) return 0;
    const wallets = await lockWallets(db, due.map(({ memberId }) => memberId));
    const loaded = await loadRedemptions(db, due.map(({ redemptionId }) => redemptionId), new Set(wallets.keys()));
    const ledger = ledgerBatch(wallets, loaded.lots);
    const resolved = await settleLoaded(db, { redemptions: loaded.redemptions, loaded, ledger, unusable: false, now });
    await saveResolved(db, resolved, { made: await postBatch(db, ledger), now });
    await requestRefresh(db, new Map(loaded.redemptions.map(({ memberId }) => [memberId, { retier: false, urgent: true }])), now);
    await enqueueJobs(db, [shopJob("refresh-members", shopId)]);
    return resolved.length;
  });
}
