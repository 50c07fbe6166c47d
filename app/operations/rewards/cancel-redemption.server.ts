import type { RedemptionReason } from "~/loyalty/ledger/hold";
import { wayBack } from "~/loyalty/rewards/way-back";
import { programAt } from "~/loyalty/program/program-at";
import { logAccess } from "~/store/access/log-access.server";
import { inTransaction, RunAgain } from "~/store/in-transaction.server";
import { enqueueJobs, memberJob, shopJob } from "~/store/jobs/enqueue.server";
import { ledgerBatch } from "~/store/ledger/ledger-batch";
import { lockWallets } from "~/store/ledger/lock-wallets.server";
import { postBatch } from "~/store/ledger/post-batch.server";
import { memberByCustomer } from "~/store/members/member-by-id.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { programVersions } from "~/store/program/program-versions.server";
import { redemptionById, type Redemption } from "~/store/rewards/redemption-rows.server";
import { giveBackCounted } from "~/store/rewards/reward-rows.server";
import { beginClosing, noteClosing, saveResolved } from "~/store/rewards/save-redemptions.server";
import { settlementShop } from "~/store/shops/settlement-shop.server";
import type { Tx } from "~/store/tx";
import { loadRedemptions, type LoadedRedemptions } from "./load-cases";
import { settleRedemption } from "./settle-redemption";

export interface CancelRedemption {
  redemptionId: bigint;
  /** Whose it must be; null for staff, who may cancel any. */
  customerId: string | null;
  /** `customer` or `staff:<user id>`. */
  actor: string;
  reason: Extract<RedemptionReason, "reward_canceled" | "canceled_by_staff" | "reward_withdrawn" | "customer_erased">;
  /** Why, in the words of whoever of the staff does it. */
  note?: string | null;
}

/**
 * Gives a redemption back. Without a code the points return at once; a code is first taken out of the shop and all orders are
 * read (`closing`), so that nobody gets both. One that is over, or on its way back, stays as it is: canceling it again changes nothing.
 * @returns null when there is no such redemption of this customer.
 */
export function cancelRedemption(shopId: bigint, command: CancelRedemption, now: Date): Promise<Redemption | null> {
  return inTransaction(shopId, async (db) => {
    const before = await redemptionById(db, command.redemptionId);
    if (!before || !(await isTheirs(db, before, command.customerId))) return null;
    const wallets = await lockWallets(db, [before.memberId]);
    const loaded = await loadRedemptions(db, [before.redemptionId], new Set(wallets.keys()));
    const redemption = loaded.redemptions[0]!;
    const way = wayBack(redemption, command.reason, now);
    if (way === null) return redemption;
    if (way === "at_once") await giveBack(db, { loaded, ledger: ledgerBatch(wallets, loaded.lots) }, command, now);
    else await close(db, redemption, { command, closingAs: way.closingAs, now });
    if (command.actor.startsWith("staff:")) await logAccess(db, { actor: command.actor, action: "cancel_redemption", memberId: redemption.memberId, detail: { redemption: String(redemption.redemptionId) } }, now);
    return redemptionById(db, redemption.redemptionId);
  });
}

/** @throws RunAgain when it went to another member between the two looks: the customer was merged. */
async function isTheirs(db: Tx, { redemptionId, memberId }: Redemption, customerId: string | null): Promise<boolean> {
  if (customerId === null || (await memberByCustomer(db, customerId))?.memberId === memberId) return true;
  if ((await redemptionById(db, redemptionId))?.memberId !== memberId) throw new RunAgain("the redemption went to another member meanwhile");
  return false;
}

/** What its time ended nobody canceled, whoever asked for it. */
async function close(db: Tx, { redemptionId, memberId }: Redemption, { command, closingAs: reason, now }: { command: CancelRedemption; closingAs: RedemptionReason; now: Date }): Promise<void> {
  const { actor, note } = reason === command.reason ? command : { actor: "system", note: null };
  if ((await beginClosing(db, { redemptionIds: [redemptionId], reason, actor, note, now })) === 0) throw new RunAgain("the redemption changed meanwhile");
  await requestRefresh(db, new Map([[memberId, { retier: false, urgent: true }]]), now);
  await enqueueJobs(db, [shopJob("close-codes", db.shopId), memberJob("refresh-members", db.shopId, memberId)]);
}

async function giveBack(db: Tx, { loaded, ledger }: { loaded: LoadedRedemptions; ledger: ReturnType<typeof ledgerBatch> }, { actor, reason, note = null }: CancelRedemption, now: Date): Promise<void> {
  const redemption = loaded.redemptions[0]!;
  const shop = await settlementShop(db);
  const { expiry } = programAt(await programVersions(db), now.toISOString());
  const closing: Redemption = { ...redemption, status: "closing", closingReason: reason };
  const resolved = settleRedemption(ledger, { redemption: closing, parts: loaded.parts.get(redemption.redemptionId)!, uses: [], orderNames: new Map(), unusable: true, erased: reason === "customer_erased" },
    { zone: shop.timezone, graceDays: expiry.graceDays, now, actor });
  const made = await postBatch(db, ledger);
  await saveResolved(db, resolved ? [resolved] : [], { made, now });
  await noteClosing(db, { redemptionId: redemption.redemptionId, reason, actor, note });
  await giveBackCounted(db, [redemption.rewardId]);
  await requestRefresh(db, new Map([[redemption.memberId, { retier: false, urgent: true }]]), now);
  // Perhaps nobody waits on its pool any more.
  await enqueueJobs(db, [memberJob("refresh-members", db.shopId, redemption.memberId), shopJob("fill-pools", db.shopId)]);
}
