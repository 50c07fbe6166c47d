import { rewardGoals } from "./offered-rewards";
import type { Reward, RewardState } from "./reward";

export interface Goal { title: string; cost: number }

/** The cheapest reward that is still out of reach; when all are within reach, the dearest. */
export function nextGoal(goals: readonly Goal[], available: number): Goal | null {
  const byCost = [...goals].sort((a, b) => a.cost - b.cost);
  return byCost.find(({ cost }) => cost > available) ?? byCost.at(-1) ?? null;
}

/** A goal in one text; empty for none. What is missing of its price is told by the balance. */
export const goalText = (goal: Goal | null) => (goal ? `${goal.cost} ${goal.title}` : "");

/** What members of a tier save up for while their available points are at least `from` and below `below`; null = without end. */
export interface GoalBand { tier: string; from: number; below: number | null; goal: string }

/** Bands that together say for every member of these tiers what their card has to name. */
export function goalBands(rewards: readonly { terms: Reward; state: RewardState }[], tiers: readonly string[], now: string): GoalBand[] {
  return tiers.flatMap((tier) => {
    const goals = rewardGoals(rewards, { tier, now });
    const edges = [0, ...[...new Set(goals.map(({ cost }) => cost))].sort((a, b) => a - b)];
    return edges.map((from, i) => ({ tier, from, below: edges[i + 1] ?? null, goal: goalText(nextGoal(goals, from)) }));
  });
}
