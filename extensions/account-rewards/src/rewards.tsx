import type { BuyerReward, BuyerRewards, ProgramCard } from "../../_shared/contract";
import { PointsToGo } from "../../_shared/ui/points-to-go";
import { RedeemOffer } from "../../_shared/ui/redeem-offer";
import { lapseTerm, termsOf } from "../../_shared/ui/reward-terms";
import { stepsInReach } from "../../_shared/ui/steps-in-reach";
import type { RewardsOfBuyer } from "../../_shared/ui/use-rewards";
import type { Words } from "../../_shared/ui/words";

interface RewardsProps { data: BuyerRewards; tiers: ProgramCard["tiers"]; words: Words; buyer: RewardsOfBuyer; onChanged(): void }

/** Everything points can be turned into: what is in reach with its button, the rest with what is missing. */
export function Rewards({ data, tiers, words, buyer, onChanged }: RewardsProps) {
  const { rewards, available, currency } = data;
  const redeem = (id: string, points: number) => void buyer.redeem(id, points).then((answer) => answer && onChanged());
  return (
    <s-section heading={words.t("rewards.heading")}>
      {rewards.length === 0 && <s-text color="subdued">{words.t("rewards.none")}</s-text>}
      <s-stack gap="large" accessibilityRole="unordered-list">
        {rewards.map((reward) => {
          const steps = stepsInReach(reward, available);
          if (steps.length === 0) return <Later key={reward.id} reward={reward} available={available} tiers={tiers} words={words} />;
          return <RedeemOffer key={reward.id} reward={reward} steps={steps} words={words} currency={currency} hint={hintOf(reward, currency, words)} busy={buyer.busy === reward.id} disabled={buyer.busy !== null} onRedeem={(points) => redeem(reward.id, points)} />;
        })}
      </s-stack>
    </s-section>
  );
}

function Later({ reward, available, tiers, words }: { reward: BuyerReward; available: number; tiers: ProgramCard["tiers"]; words: Words }) {
  const { refusal, steps, title } = reward;
  const missing = steps[0]!.points - available;
  // Also just after points were redeemed, while the app has not said so of this reward.
  if ((refusal === null || refusal === "not_enough_points") && missing > 0) return <s-stack accessibilityRole="list-item"><PointsToGo title={title} missing={missing} cost={steps[0]!.points} words={words} /></s-stack>;
  const names = tiers.filter(({ handle }) => reward.tiers.includes(handle)).map(({ name }) => name);
  return (
    <s-stack gap="none" accessibilityRole="list-item">
      <s-text color="subdued">{title}</s-text>
      <s-text color="subdued">{refusal === "tier_too_low" && names.length > 0 ? words.t("rewards.for_tiers", { tiers: names.join(", ") }) : words.problem(refusal ?? "reward_unavailable")}</s-text>
    </s-stack>
  );
}

function hintOf(reward: BuyerReward, currency: string, words: Words): string {
  const { endsOn, validityDays } = reward;
  const ends = endsOn ? [words.t("rewards.ends", { date: words.day(endsOn) })] : [];
  return [...termsOf(reward, currency, words), ...ends, lapseTerm(reward, words) ?? words.t("terms.valid", { count: validityDays, number: words.number(validityDays) })].join(" · ");
}
