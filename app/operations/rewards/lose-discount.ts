import { promisedTerms, termsKey } from "~/loyalty/rewards/discount-terms";
import { logAccess } from "~/store/access/log-access.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import type { CodePool } from "~/store/rewards/code-pools.server";
import { losePool, type Findings } from "~/store/rewards/reconcile-rows.server";
import { holdOffRedeeming, rewardById } from "~/store/rewards/reward-rows.server";
import { pauseFor } from "~/store/rewards/save-reward.server";
import type { Tx } from "~/store/tx";

/**
 * The discount of a pool was deleted at Shopify, or ended. Deleting leaves nothing to go on with, so the next redemption has another one
 * made. Who ends a discount wants it to end: the reward is paused until somebody makes it live again, and no other one is made meanwhile.
 * @returns what to tell, and whether the pool gave codes until now.
 */
export async function loseDiscount(db: Tx, pool: CodePool, how: "deleted" | "ended", now: Date): Promise<{ finding?: Findings; gaveCodes?: boolean }> {
  if (how === "ended") await holdOffRedeeming(db, pool.rewardId);
  const was = await losePool(db, pool.poolId, now);
  const gaveCodes = was === "open" || was === "creating" || was === "planned";
  if (how === "ended" && gaveCodes && (await isPromised(db, pool))) await pause(db, pool.rewardId, now);
  return { finding: { [how]: 1 }, gaveCodes };
}

/** What a reward does not promise any more may end. */
async function isPromised(db: Tx, { rewardId, termsKey: key, terms }: CodePool): Promise<boolean> {
  const reward = await rewardById(db, rewardId);
  return reward !== null && promisedTerms(reward.terms, terms.currency).map(termsKey).includes(key);
}

async function pause(db: Tx, rewardId: bigint, now: Date): Promise<void> {
  if (!(await pauseFor(db, rewardId, "discount_ended", now))) return;
  await logAccess(db, { actor: "system", action: "set_reward_state", memberId: null, detail: { reward: String(rewardId), state: "paused", reason: "discount_ended" } }, now);
  await enqueueJobs(db, [shopJob("publish-program", db.shopId)]);
}
