import type { Reward, RewardValue } from "./reward";

/** One thing that can be bought: a price and what it gives. A fixed reward has one. */
export interface RewardStep { points: number; value: RewardValue }

/** Ascending by points. */
export function rewardSteps({ price, value }: Pick<Reward, "price" | "value">): RewardStep[] {
  if (price.kind === "fixed") return [{ points: price.points, value }];
  return Array.from({ length: price.steps }, (_, i) => ({ points: price.stepPoints * (i + 1), value: times(value, i + 1) }));
}

/** The step that costs `points`; null when there is none (the price was changed meanwhile, or the number is invented). */
export function stepAt(reward: Pick<Reward, "price" | "value">, points: number): RewardStep | null {
  return rewardSteps(reward).find((step) => step.points === points) ?? null;
}

function times(value: RewardValue, n: number): RewardValue {
  if (value.kind === "amount_off") return { ...value, minor: value.minor * n };
  if (value.kind === "product_discount" && "minor" in value.off) return { ...value, off: { minor: value.off.minor * n } };
  return value;
}

/** What a step takes off at most, in minor units; null where it depends on the cart. */
export function worthMinor(value: RewardValue): number | null {
  if (value.kind === "amount_off" || value.kind === "free_product") return value.minor;
  if (value.kind === "product_discount" && "minor" in value.off) return value.off.minor;
  return null;
}

/** The share it takes off, of the order or of the goods it is for; null where it is an amount or shipping. */
export function percentOf(value: RewardValue): number | null {
  if (value.kind === "percentage_off") return value.percent;
  return value.kind === "product_discount" && "percent" in value.off ? value.off.percent : null;
}
