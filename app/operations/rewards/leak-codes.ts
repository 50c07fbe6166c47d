import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { retirePools } from "~/store/rewards/code-pools.server";
import { markLeaked, type KnownCode } from "~/store/rewards/codes.server";
import type { Tx } from "~/store/tx";
import { takeBack } from "./take-back";

/**
 * A code that was used before anybody was given it is money given away: it is noted once, and its pool gives no more. Whoever got it
 * later has a code that is used up, and gets the points back. The codes, and the redemptions they belong to, must be locked.
 */
export async function leakCodes(db: Tx, leaked: readonly KnownCode[], now: Date): Promise<void> {
  const fresh = leaked.filter(({ state }) => state !== "leaked");
  if (fresh.length === 0) return;
  await takeBack(db, fresh.flatMap(({ redemptionId, memberId }) => (redemptionId === null ? [] : [{ redemptionId, memberId: memberId! }])), { reason: "code_removed", now });
  await markLeaked(db, fresh.map(({ codeId }) => codeId));
  await retirePools(db, [...new Set(fresh.map(({ poolId }) => poolId))]);
  await enqueueJobs(db, [shopJob("fill-pools", db.shopId)]);
}
