import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { retirePools } from "~/store/rewards/code-pools.server";
import { setCodeStates, type KnownCode } from "~/store/rewards/codes.server";
import type { Tx } from "~/store/tx";

/** A code that was never handed out but used is money given away: it is noted once, and its pool gives no more. The codes must be locked. */
export async function leakCodes(db: Tx, leaked: readonly KnownCode[]): Promise<void> {
  const fresh = leaked.filter(({ state }) => state !== "leaked");
  if (fresh.length === 0) return;
  await setCodeStates(db, fresh.map(({ codeId }) => ({ codeId, state: "leaked" as const })));
  await retirePools(db, [...new Set(fresh.map(({ poolId }) => poolId))]);
  await enqueueJobs(db, [shopJob("fill-pools", db.shopId)]);
}
