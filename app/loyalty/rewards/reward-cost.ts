import { currencyExponent } from "../money/currency-exponent";
import { roundToNice } from "../money/round-to-nice";
import { niceUnit, unitsPerTenDollars } from "../program/nice-unit";
import type { Program } from "../program/program";
import type { Reward } from "./reward";
import { rewardSteps, worthMinor, type RewardStep } from "./reward-steps";

/** What a reward costs the shop: of what shoppers spend to earn its points, and of a hundred orders. */
export interface RewardCost {
  /** Of the spend that earns the price at the plain rate, in hundredths of a percent, rounded down (300 = 3.00 %). */
  back: number;
  /** A hundred orders of this amount (minor units) earn so many points: so many of this reward, so much off in all. */
  orders: { count: number; eachMinor: number; points: number; rewards: number; minor: number };
}

const ORDERS = 100;

/** Null where what it takes off depends on the cart. Pure; rounds down but never to a better price. */
export function rewardCost(reward: Pick<Reward, "price" | "value">, rate: Program["earn"]["rate"], currency: string): RewardCost | null {
  const cheapest = rewardSteps(reward)[0]!;
  const minor = worthMinor(cheapest.value);
  if (minor === null) return null;
  const eachMinor = usualOrderMinor(currency);
  const points = (BigInt(ORDERS) * BigInt(eachMinor) * BigInt(rate.points)) / BigInt(rate.perMinor);
  const rewards = points / BigInt(cheapest.points);
  return { back: stepBack(cheapest, rate)!, orders: { count: ORDERS, eachMinor, points: Number(points), rewards: Number(rewards), minor: Number(rewards * BigInt(minor)) } };
}

/** "% back" of one step in hundredths of a percent; null where it depends on the cart. */
export function stepBack({ points, value }: RewardStep, rate: Program["earn"]["rate"]): number | null {
  const minor = worthMinor(value);
  return minor === null ? null : Number((BigInt(minor) * BigInt(rate.points) * 10_000n) / (BigInt(points) * BigInt(rate.perMinor)));
}

/** Above the usual 3 to 5 %, in hundredths of a percent. */
const USUAL = 500;

/** Whether it gives back more than is usual. */
export const isDear = (reward: Pick<Reward, "price" | "value">, rate: Program["earn"]["rate"]) => (stepBack(rewardSteps(reward)[0]!, rate) ?? 0) > USUAL;

/** Shipping as an example: what about six US dollars buy. */
export const usualShippingMinor = (currency: string) => Math.max(1, roundToNice(Math.round((unitsPerTenDollars(currency) * 10 ** currencyExponent(currency) * 6) / 10)));

/** An order as an example: what about fifty US dollars buy, in whole units people set prices by. */
export function usualOrderMinor(currency: string): number {
  return Math.ceil((unitsPerTenDollars(currency) * 5) / niceUnit(currency)) * niceUnit(currency) * 10 ** currencyExponent(currency);
}
