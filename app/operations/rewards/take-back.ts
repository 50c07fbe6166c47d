import type { RedemptionReason } from "~/loyalty/ledger/hold";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import type { Redemption } from "~/store/rewards/redemption-rows.server";
import { beginClosing } from "~/store/rewards/save-redemptions.server";
import type { Tx } from "~/store/tx";

/**
 * Codes are taken back by the app itself: they go from the shop, then their points return. The cards of their members, which say what is
 * usable, are written again. The redemptions must be locked.
 */
export async function takeBack(db: Tx, redemptions: readonly Pick<Redemption, "redemptionId" | "memberId">[], { reason, now }: { reason: RedemptionReason; now: Date }): Promise<void> {
  if (redemptions.length === 0) return;
  await beginClosing(db, { redemptionIds: redemptions.map(({ redemptionId }) => redemptionId), reason, actor: "system", now });
  await requestRefresh(db, new Map(redemptions.map(({ memberId }) => [memberId, { retier: false }])), now);
  await enqueueJobs(db, [shopJob("close-codes", db.shopId), shopJob("refresh-members", db.shopId)]);
}
