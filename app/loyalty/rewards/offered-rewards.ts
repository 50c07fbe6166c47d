import { closedNow, isForTier } from "./decide-redemption";
import type { Reward, RewardState } from "./reward";
import { rewardSteps } from "./reward-steps";

interface Offered { terms: Reward; state: RewardState }

/** Rewards that can be had at this moment, in the order they are given in: the merchant's. */
export function offeredRewards<T extends Offered>(rewards: readonly T[], now: string): T[] {
  return rewards.filter((reward) => closedNow(reward, now) === null);
}

/** What a member of a tier can save up for. */
export function rewardGoals(rewards: readonly Offered[], { tier, now }: { tier: string; now: string }): { title: string; cost: number }[] {
  return offeredRewards(rewards, now).filter(({ terms }) => isForTier(terms, tier)).map(({ terms }) => ({ title: terms.title, cost: cheapest(terms) }));
}

/** Points of the first step. */
export const cheapest = (reward: Pick<Reward, "price" | "value">) => rewardSteps(reward)[0]!.points;
