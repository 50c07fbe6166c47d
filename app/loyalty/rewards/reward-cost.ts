import { currencyExponent } from "../money/currency-exponent";
import { roundToNice } from "../money/round-to-nice";
import { niceUnit, unitsPerTenDollars } from "../program/nice-unit";
import type { Program } from "../program/program";
import type { Reward } from "./reward";
import { percentOf, rewardSteps, worthMinor } from "./reward-steps";

/** What is priced: a reward, or a proposal, which asks for no minimum. */
export type PricedTerms = Pick<Reward, "price" | "value"> & Partial<Pick<Reward, "minimumSpendMinor">>;
type Rate = Program["earn"]["rate"];

/** Where the cart decides what is taken off, the cart it is reckoned on: an order, an order of the goods it is for, or its shipping. */
export interface Example { of: "order" | "goods" | "shipping"; minor: number }

/** Share of spend a shopper gets back. */
export interface RewardBack {
  /** Of the spend that earns the price at the plain rate, in hundredths of a percent, rounded down (300 = 3.00 %). */
  back: number;
  /** Null where every cart gets the same; otherwise `back` is about right. */
  example: Example | null;
}

/** What a reward costs the shop: of what shoppers spend to earn its points, and of a hundred orders. */
export interface RewardCost extends RewardBack {
  /** A hundred orders of this amount (minor units) earn so many points: so many of this reward, so much off in all. */
  orders: { count: number; eachMinor: number; points: number; rewards: number; minor: number };
}

const ORDERS = 100;

/** Of a slider by its first step; the others cost and give as much. Pure; rounds down but never to a better price. */
export function rewardCost(terms: PricedTerms, rate: Rate, currency: string): RewardCost {
  const cheapest = rewardSteps(terms)[0]!;
  const eachMinor = usualOrderMinor(currency);
  const points = (BigInt(ORDERS) * BigInt(eachMinor) * BigInt(rate.points)) / BigInt(rate.perMinor);
  const rewards = points / BigInt(cheapest.points);
  return { ...rewardBack(terms, rate, currency), orders: { count: ORDERS, eachMinor, points: Number(points), rewards: Number(rewards), minor: Number(rewards * BigInt(takenOff(terms, currency).minor)) } };
}

export function rewardBack(terms: PricedTerms, rate: Rate, currency: string): RewardBack {
  const { minor, example } = takenOff(terms, currency);
  return { back: Number((BigInt(minor) * BigInt(rate.points) * 10_000n) / (BigInt(rewardSteps(terms)[0]!.points) * BigInt(rate.perMinor))), example };
}

/** Above the usual 3 to 5 %, in hundredths of a percent. */
const USUAL = 500;

/** Whether it gives back more than is usual. */
export const isDear = (terms: PricedTerms, rate: Rate, currency: string) => rewardBack(terms, rate, currency).back > USUAL;

/** What the cheapest step takes off, in minor units; a percentage and shipping of an example. */
function takenOff(terms: PricedTerms, currency: string): { minor: number; example: Example | null } {
  const { value } = rewardSteps(terms)[0]!;
  if (value.kind === "free_shipping") {
    const minor = shippingOffMinor(value, currency);
    return { minor, example: { of: "shipping", minor } };
  }
  const percent = percentOf(value);
  if (percent === null) return { minor: worthMinor(value)!, example: null };
  const order = Math.max(usualOrderMinor(currency), terms.minimumSpendMinor ?? 0);
  return { minor: Number((BigInt(order) * BigInt(percent)) / 100n), example: { of: value.kind === "percentage_off" ? "order" : "goods", minor: order } };
}

/** What free shipping takes off, of shipping at a usual price. */
export const shippingOffMinor = ({ maximumMinor }: { maximumMinor: number | null }, currency: string) => Math.min(usualShippingMinor(currency), maximumMinor ?? Infinity);

/** Shipping as an example: what about six US dollars buy. */
export const usualShippingMinor = (currency: string) => Math.max(1, roundToNice(Math.round((unitsPerTenDollars(currency) * 10 ** currencyExponent(currency) * 6) / 10)));

/** An order as an example: what about fifty US dollars buy, in whole units people set prices by. */
export function usualOrderMinor(currency: string): number {
  return Math.ceil((unitsPerTenDollars(currency) * 5) / niceUnit(currency)) * niceUnit(currency) * 10 ** currencyExponent(currency);
}
