import { closedNow } from "./decide-redemption";
import type { Reward, RewardState } from "./reward";

export type RewardStanding = "active" | "paused" | "scheduled" | "ended";
const STANDINGS = { reward_ended: "ended", reward_paused: "paused", reward_not_started: "scheduled" } as const;

/** How a reward stands at a moment, in one word: its days count as much as what the merchant set. */
export function rewardStanding(reward: { terms: Reward; state: RewardState }, now: string): RewardStanding {
  const closed = closedNow(reward, now);
  return closed ? STANDINGS[closed] : "active";
}
