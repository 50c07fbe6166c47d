import type { BuyerReward } from "../contract";

export type Step = BuyerReward["steps"][number];

/** What can be redeemed now with this many points, cheapest first; empty when something stands against it. */
export function stepsInReach({ steps, refusal }: Pick<BuyerReward, "steps" | "refusal">, available: number): Step[] {
  return refusal === null ? steps.filter(({ points }) => points <= available) : [];
}

/** The nearest reward of those only points are missing for. */
export function nextReward(rewards: readonly BuyerReward[]): BuyerReward | null {
  const waiting = rewards.filter(({ refusal, missing }) => refusal === "not_enough_points" && missing > 0);
  return waiting.sort((a, b) => a.missing - b.missing)[0] ?? null;
}
