import type { BuyerRedemption, BuyerReward, BuyerRewards } from "../../_shared/contract";
import { RedeemOffer } from "../../_shared/ui/redeem-offer";
import { isOpen } from "../../_shared/ui/redemption-states";
import { lapseTerm, termsOf } from "../../_shared/ui/reward-terms";
import { stepsInReach } from "../../_shared/ui/steps-in-reach";
import type { RewardsOfBuyer } from "../../_shared/ui/use-rewards";
import type { Words } from "../../_shared/ui/words";
import { hintOf, judge } from "./obstacle";
import type { CodesOfCheckout } from "./use-codes";

const SHOWN = 3;

/**
 * Rewards that can be redeemed and used right here, in the merchant's order; what does nothing for this order, or is known not to combine, says
 * so instead of taking points, and takes no place from what does.
 */
export function RewardsInReach({ data, words, buyer, codes }: { data: BuyerRewards; words: Words; buyer: RewardsOfBuyer; codes: CodesOfCheckout }) {
  const entered = codes.entered(data.redemptions);
  const offers = data.rewards.flatMap((reward) => {
    const steps = stepsInReach(reward, data.available);
    return steps.length > 0 && !isTakenUp(reward, entered.own, data) ? [{ reward, steps, ...judge(reward, { entered, currency: data.currency, words }) }] : [];
  }).sort((one, other) => Number(one.obstacle !== null) - Number(other.obstacle !== null));
  if (offers.length === 0) return null;
  // Whether a second one combines is for Shopify to say: it is not put forward.
  const shown = entered.own.length > 0 ? 0 : SHOWN;
  const busy = codes.busy !== null || buyer.busy !== null;
  const list = (some: typeof offers) => some.map(({ reward, steps, fit, obstacle }) => {
    const hint = hintOf(...termsOf(reward, data.currency, words), obstacle ?? lapseTerm(reward, words));
    const ask = fit === "unsure" ? { question: words.t("unsure.question", { goods: reward.goods!.titles.join(", ") }), yes: words.t("unsure.redeem"), no: words.t("unsure.leave") } : null;
    return <RedeemOffer key={reward.id} reward={reward} steps={steps} words={words} currency={data.currency} hint={hint} ask={ask} busy={buyer.busy === reward.id} disabled={busy} barred={obstacle !== null} onRedeem={(points) => void codes.redeemAndApply(reward.id, points)} />;
  });
  return (
    <s-stack gap="base">
      <s-stack gap="base" accessibilityRole="unordered-list">{list(offers.slice(0, shown))}</s-stack>
      {offers.length > shown && (
        <s-details>
          <s-summary>{words.t("more_rewards", { number: words.number(offers.length - shown) })}</s-summary>
          <s-stack gap="base" accessibilityRole="unordered-list">{list(offers.slice(shown))}</s-stack>
        </s-details>
      )}
    </s-stack>
  );
}

/** Two codes of one reward never go together, and who has one unused, or on its way, needs no other. */
function isTakenUp({ id, steps }: BuyerReward, own: readonly BuyerRedemption[], { redemptions }: BuyerRewards): boolean {
  const open = redemptions.filter(isOpen);
  return (steps.length === 1 ? open : own).some(({ rewardId }) => rewardId === id);
}
