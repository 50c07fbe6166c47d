import type { RedeemRewardAnswer } from "~/operations/rewards/redeem-reward.server";
import type { Redemption } from "~/store/rewards/redemption-rows.server";

/** @throws Error that says why, when it was refused. */
export function redemptionOf(answer: RedeemRewardAnswer): Redemption {
  if ("refusal" in answer) throw new Error(answer.refusal);
  return answer.redemption;
}
