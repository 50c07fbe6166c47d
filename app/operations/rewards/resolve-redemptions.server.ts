import { mayEnd, vouchedUntil } from "~/loyalty/rewards/may-end";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { ledgerBatch } from "~/store/ledger/ledger-batch";
import { lockWallets } from "~/store/ledger/lock-wallets.server";
import { postBatch } from "~/store/ledger/post-batch.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { closingsReadSince } from "~/store/rewards/due-redemptions.server";
import { giveBackCounted } from "~/store/rewards/reward-rows.server";
import { saveResolved, type ResolvedRedemption } from "~/store/rewards/save-redemptions.server";
import type { Tx } from "~/store/tx";
import { loadRedemptions, type LoadedRedemptions } from "./load-cases";
import { settleLoaded } from "./settle-loaded";

const A_BATCH = 100;

/**
 * Ends redemptions that are on their way back and whose code is gone: given back when no order shows the code, burned when one
 * does. Only what a complete reading of all orders, begun after the code was gone, can vouch for. @returns how many.
 * @param readUntil when the last complete reading began; null = there was none.
 */
export async function resolveRedemptions(shopId: bigint, readUntil: Date | null, now: Date): Promise<number> {
  if (readUntil === null) return 0;
  for (let done = 0; ; ) {
    const count = await inTransaction(shopId, (db) => resolveBatch(db, readUntil, now));
    done += count;
    if (count < A_BATCH) return done;
  }
}

async function resolveBatch(db: Tx, readUntil: Date, now: Date): Promise<number> {
  const due = await closingsReadSince(db, vouchedUntil(readUntil), A_BATCH);
  if (due.length === 0) return 0;
  const wallets = await lockWallets(db, due.map(({ memberId }) => memberId));
  const loaded = await loadRedemptions(db, due.map(({ redemptionId }) => redemptionId), new Set(wallets.keys()));
  const ledger = ledgerBatch(wallets, loaded.lots);
  const resolved = await settleLoaded(db, { redemptions: loaded.redemptions.filter((one) => mayEnd(one, readUntil)), loaded, ledger, unusable: true, now });
  const made = await postBatch(db, ledger);
  await saveResolved(db, resolved, { made, now });
  await finish(db, { loaded, resolved, now });
  return due.length;
}

async function finish(db: Tx, { loaded, resolved, now }: { loaded: LoadedRedemptions; resolved: readonly ResolvedRedemption[]; now: Date }): Promise<void> {
  const byId = new Map(loaded.redemptions.map((redemption) => [redemption.redemptionId, redemption]));
  const voided = resolved.filter(({ status }) => status === "voided").map(({ redemptionId }) => byId.get(redemptionId)!);
  await giveBackCounted(db, voided.map(({ rewardId }) => rewardId));
  await requestRefresh(db, new Map(loaded.redemptions.map(({ memberId }) => [memberId, { retier: false, urgent: true }])), now);
  await enqueueJobs(db, [shopJob("refresh-members", db.shopId), shopJob("close-codes", db.shopId)]);
}
