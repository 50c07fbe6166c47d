import type { Api } from "@shopify/ui-extensions/purchase.checkout.reductions.render-after";
import type { BuyerRedemption, BuyerReward, BuyerRewards } from "../../_shared/contract";
import { clashes } from "../../_shared/ui/combining";
import { RedeemOffer } from "../../_shared/ui/redeem-offer";
import { stepsInReach } from "../../_shared/ui/steps-in-reach";
import type { RewardsOfBuyer } from "../../_shared/ui/use-rewards";
import type { Words } from "../../_shared/ui/words";
import { goodsTerm, lapseTerm, shippingTerm } from "../../_shared/ui/reward-terms";
import { type Fit, fitOrder, type OrderSeen } from "./fit-order";
import type { CodesOfCheckout } from "./use-codes";

declare const shopify: Api;

const SHOWN = 3;

/** Rewards that can be redeemed and used right here; what does nothing for this order, or is known not to combine, says so instead of taking points. */
export function RewardsInReach({ data, words, buyer, codes }: { data: BuyerRewards; words: Words; buyer: RewardsOfBuyer; codes: CodesOfCheckout }) {
  const ready = data.redemptions.filter(({ status }) => status === "ready");
  const applied = ready.filter(codes.isApplied);
  const offers = data.rewards.flatMap((reward) => {
    const steps = stepsInReach(reward, data.available);
    return steps.length > 0 && !isTakenUp(reward, { ready, applied }) ? [{ reward, steps }] : [];
  });
  if (offers.length === 0) return null;
  // Whether a second one combines is for Shopify to say: it is not put forward.
  const shown = applied.length > 0 ? 0 : SHOWN;
  const entered = codes.entered(data.redemptions);
  const order = seenOrder();
  const busy = codes.busy !== null || buyer.busy !== null;
  const list = (some: typeof offers) => some.map(({ reward, steps }) => {
    const fit = fitOrder(reward, order, data.currency);
    const obstacle = obstacleOf(fit, reward, data, words) ?? (clashes(reward, entered, data.rewards) ? words.t("no_combine") : null);
    const hint = [goodsTerm(reward, words), fit === "dear_shipping" ? null : shippingTerm(reward, data.currency, words), obstacle ?? lapseTerm(reward, words)].filter(Boolean).join(" · ");
    const ask = fit === "unsure" ? { question: words.t("unsure.question", { goods: reward.goods!.titles.join(", ") }), yes: words.t("unsure.redeem"), no: words.t("unsure.leave") } : null;
    return <RedeemOffer key={reward.id} reward={reward} steps={steps} words={words} currency={data.currency} hint={hint} ask={ask} busy={buyer.busy === reward.id} disabled={busy || obstacle !== null} onRedeem={(points) => void codes.redeemAndApply(reward.id, points)} />;
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

/** Two codes of one reward never go together, and who has one unused needs no other. */
function isTakenUp({ id, steps }: BuyerReward, { ready, applied }: { ready: BuyerRedemption[]; applied: BuyerRedemption[] }): boolean {
  return (steps.length === 1 ? ready : applied).some(({ rewardId }) => rewardId === id);
}

function obstacleOf(fit: Fit, reward: BuyerReward, { currency }: BuyerRewards, words: Words): string | null {
  const { goods, minimumSpendMinor } = reward;
  switch (fit) {
    case "no_goods": return words.t("not_here");
    case "too_small": return words.t(goods ? "minimum_goods" : "minimum", { amount: words.money(minimumSpendMinor, currency) });
    case "no_shipping": return words.t("no_shipping");
    case "dear_shipping": return shippingTerm(reward, currency, words);
    case "fits": case "unsure": return null;
  }
}

function seenOrder(): OrderSeen {
  const { lines, cost } = shopify;
  return { lines: lines.value, currency: cost.subtotalAmount.value.currencyCode, shipping: cost.totalShippingAmount.value?.amount };
}
