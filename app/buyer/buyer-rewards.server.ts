import type { BuyerReward, BuyerRewards } from "../../extensions/_shared/contract";
import { isOpenTo } from "~/loyalty/program/is-open-to";
import { decideRedemption } from "~/loyalty/rewards/decide-redemption";
import { discountTerms, termsKey } from "~/loyalty/rewards/discount-terms";
import { cheapest, offeredRewards } from "~/loyalty/rewards/offered-rewards";
import { rewardCard } from "~/loyalty/rewards/reward-card";
import { rewardSteps } from "~/loyalty/rewards/reward-steps";
import { buyerRewardFacts, type BuyerRewardFacts } from "~/store/buyer/buyer-reward-facts.server";
import type { StoredReward } from "~/store/rewards/reward-rows.server";
import type { Buyer } from "./authenticate-buyer.server";
import { refusal } from "./refusal";
import { shownRedemption } from "./shown-redemption";

/**
 * What whoever asks can have for their points and what they have had, from the database and not from what Shopify was last told.
 * @throws Response 403 before launch, and for somebody the program is not for.
 */
export async function buyerRewards(buyer: Buyer, now: Date): Promise<BuyerRewards> {
  const { shop, customerId } = buyer;
  if (!isOpenTo(customerId, shop, now)) throw refusal(403, "not_launched", "The program has not started yet.");
  const facts = await buyerRewardFacts(shop.shopId, customerId, { only: null, now });
  const { member, program } = facts;
  if (member?.state === "blocked" || member?.state === "excluded") throw refusal(403, "not_available", "The program is not available for this account.");
  return {
    pointName: program.pointName,
    available: Number(member?.wallet.available ?? 0n), owed: Number(-(member?.wallet.debt ?? 0n)), currency: shop.currency,
    rewards: offeredRewards(facts.rewards, now.toISOString()).map((reward) => shownReward(reward, facts, { buyer, now })),
    redemptions: (member?.redemptions ?? []).map((one) => shownRedemption(one, { zone: shop.timezone, graceDays: program.expiry.graceDays, now })),
  };
}

function shownReward(reward: StoredReward, { member, faults }: BuyerRewardFacts, { buyer: { shop }, now }: { buyer: Buyer; now: Date }): BuyerReward {
  const points = cheapest(reward.terms);
  const [step] = rewardSteps(reward.terms);
  const decided = decideRedemption({
    reward, points, launched: true, now: now.toISOString(),
    poolFault: faults.has(`${reward.rewardId} ${termsKey(discountTerms(reward.terms, step!.value, shop.currency))}`),
    member: member && { state: member.state, tier: member.tier, wallet: member.wallet, redeemedInWindow: member.inWindow.get(reward.rewardId) ?? 0, open: member.open },
  });
  return {
    ...rewardCard(reward.rewardId, reward.terms, shop.timezone),
    refusal: "refusal" in decided ? decided.refusal : null,
    missing: Math.max(0, points - Number(member?.wallet.available ?? 0n)),
  };
}
