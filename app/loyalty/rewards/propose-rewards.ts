import { currencyExponent } from "../money/currency-exponent";
import { roundToNice } from "../money/round-to-nice";
import { unitsPerTenDollars } from "../program/nice-unit";
import type { Program } from "../program/program";
import { usualOrderMinor, usualShippingMinor } from "./reward-cost";
import type { Reward } from "./reward";

type ProposalId = "amount" | "percent" | "shipping" | "slider";
export interface RewardProposal { id: ProposalId; value: Reward["value"]; price: Reward["price"] }

const PERCENT = 10;
const SLIDER_STEPS = 10;

/** Rewards to begin with, in the shop's currency, priced by what a point is worth in the program. */
export function proposeRewards({ worth }: Pick<Program, "worth">, currency: string): RewardProposal[] {
  const dollarMinor = (unitsPerTenDollars(currency) * 10 ** currencyExponent(currency)) / 10;
  const amount = niceMinor(dollarMinor * 5);
  const step = niceMinor(dollarMinor);
  const fixed = (minor: number) => ({ kind: "fixed" as const, points: priceOf(minor, worth) });
  return [
    { id: "amount", value: { kind: "amount_off", minor: amount }, price: fixed(amount) },
    { id: "percent", value: { kind: "percentage_off", percent: PERCENT }, price: fixed(Math.ceil((usualOrderMinor(currency) * PERCENT) / 100)) },
    { id: "shipping", value: { kind: "free_shipping", maximumMinor: null }, price: fixed(usualShippingMinor(currency)) },
    { id: "slider", value: { kind: "amount_off", minor: step }, price: { kind: "slider", stepPoints: priceOf(step, worth), steps: SLIDER_STEPS } },
  ];
}

const niceMinor = (minor: number) => Math.max(1, roundToNice(Math.round(minor)));

/** Points that are worth at least so much, with two figures that are not zero: 167 reads 170. */
export function priceOf(minor: number, worth: Program["worth"]): number {
  const exact = Number((BigInt(minor) * BigInt(worth.points) + BigInt(worth.minor) - 1n) / BigInt(worth.minor));
  const magnitude = 10 ** Math.max(0, String(exact).length - 2);
  return Math.ceil(exact / magnitude) * magnitude;
}
