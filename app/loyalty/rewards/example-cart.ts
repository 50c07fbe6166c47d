import type { Reward } from "./reward";
import { shippingOffMinor, usualOrderMinor } from "./reward-cost";
import { percentOf, rewardSteps, worthMinor, type RewardStep } from "./reward-steps";

/** A cart a reward could be used on: its lines, shipping where the reward is about it, and what is taken off. */
export interface ExampleCart {
  step: RewardStep;
  /** `entitled` is what the reward is for, by its name; a reward of the order has goods alone. */
  lines: { title: string | null; entitled: boolean; minor: number }[];
  shippingMinor: number | null;
  offMinor: number;
  totalMinor: number;
}

/** Of a slider the step halfway, which shows best what sliding does. */
export function exampleCart(reward: Pick<Reward, "price" | "value" | "minimumSpendMinor">, currency: string): ExampleCart {
  const steps = rewardSteps(reward);
  const step = steps[Math.floor((steps.length - 1) / 2)]!;
  const lines = linesFor(step.value, reward.minimumSpendMinor, usualOrderMinor(currency));
  const shippingMinor = step.value.kind === "free_shipping" ? shippingOffMinor(step.value, currency) : null;
  const offMinor = shippingMinor ?? offOf(step.value, lines);
  return { step, lines, shippingMinor, offMinor, totalMinor: lines.reduce((sum, { minor }) => sum + minor, 0) + (shippingMinor ?? 0) - offMinor };
}

/** Beside the goods it is for stand others, which show that they keep their price. */
function linesFor(value: Reward["value"], minimumMinor: number, usualMinor: number): ExampleCart["lines"] {
  const others = (minor: number) => ({ title: null, entitled: false, minor });
  if (value.kind === "free_product") return [{ title: value.productTitle, entitled: true, minor: value.minor }, others(Math.max(usualMinor, minimumMinor))];
  if (value.kind !== "product_discount") return [others(Math.max(usualMinor, minimumMinor, worthMinor(value) ?? 0))];
  // As much of the goods as the estimate of its cost goes by, and half as much of others.
  return [{ title: value.goods.items[0]?.title ?? null, entitled: true, minor: Math.max(usualMinor, minimumMinor, worthMinor(value) ?? 0) }, others(Math.ceil(usualMinor / 2))];
}

function offOf(value: Reward["value"], lines: ExampleCart["lines"]): number {
  const percent = percentOf(value);
  if (percent === null) return worthMinor(value) ?? 0;
  const entitled = lines.filter((line) => line.entitled);
  const base = (entitled.length > 0 ? entitled : lines).reduce((sum, { minor }) => sum + minor, 0);
  return Number((BigInt(base) * BigInt(percent)) / 100n);
}
