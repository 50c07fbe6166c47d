import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, memberJob, shopJob } from "~/store/jobs/enqueue.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import type { IssuedCode } from "~/store/rewards/issued-code.server";
import { noteFindings } from "~/store/rewards/reconcile-rows.server";
import { beginClosing } from "~/store/rewards/save-redemptions.server";

/**
 * A code that Shopify does not know any more goes the way of one that is given back: the orders are read before the points return,
 * because it may have been used and then deleted. One that was over, or on its way back, stays as it is.
 */
export function withdrawRemoved(shopId: bigint, { redemptionId, memberId, poolId }: Pick<IssuedCode, "redemptionId" | "memberId" | "poolId">, now: Date): Promise<void> {
  return inTransaction(shopId, async (db) => {
    if ((await beginClosing(db, { redemptionIds: [redemptionId], reason: "code_removed", actor: "system", now })) === 0) return;
    await noteFindings(db, poolId, { missing: 1 }, now);
    await requestRefresh(db, new Map([[memberId, { retier: false, urgent: true }]]), now);
    await enqueueJobs(db, [shopJob("close-codes", shopId), memberJob("refresh-members", shopId, memberId)]);
  });
}
