import type { RewardState } from "~/loyalty/rewards/reward";
import { logAccess } from "~/store/access/log-access.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { lockRewardToEdit, rewardById } from "~/store/rewards/reward-rows.server";
import { setRewardState as writeState } from "~/store/rewards/save-reward.server";
import { settlementShop } from "~/store/shops/settlement-shop.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import { planDiscount } from "./plan-discount";

export interface SetRewardState { rewardId: bigint; state: RewardState; actor: string }
export type SetRewardStateAnswer = { state: RewardState } | { refusal: "unknown_reward" | "reward_ended" };

/** Pauses, goes on with, or ends a reward. Codes that are out stay good in each case; what has ended does not come back. Repeating it changes nothing. */
export async function setRewardState(shopId: bigint, { rewardId, state, actor }: SetRewardState, now: Date): Promise<SetRewardStateAnswer> {
  const hasher = await shopHasher(shopId);
  return inTransaction(shopId, async (db) => {
    const known = await lockRewardToEdit(db, rewardId);
    if (!known) return { refusal: "unknown_reward" };
    if (known.state === state) return { state };
    if (known.state === "ended") return { refusal: "reward_ended" };
    await writeState(db, rewardId, state, now);
    // One whose discount was ended goes on with another one.
    if (state === "active" && known.pausedReason !== null) await planDiscount(db, hasher, { rewardId, terms: (await rewardById(db, rewardId))!.terms, currency: (await settlementShop(db)).currency, now });
    await logAccess(db, { actor, action: "set_reward_state", memberId: null, detail: { reward: String(rewardId), state } }, now);
    await enqueueJobs(db, [shopJob("fill-pools", shopId), shopJob("publish-program", shopId)]);
    return { state };
  });
}
