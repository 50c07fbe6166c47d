import { ACTIVITIES } from "../activities/activity";
import { multiplierIndex } from "../orders/order-rate";
import { multiplierText } from "../members/card";
import type { rewardCards } from "../rewards/reward-card";
import { prepareProgram } from "./prepare-program";
import type { Fraction, Program } from "./program";

export interface ProgramCardInput {
  program: Program;
  /** ISO 4217 of the shop. */
  currency: string;
  launched: boolean;
  testCustomers: readonly string[];
  /** `#rrggbb`, null for the blocks' own. */
  color: string | null;
  /** Of corners, in px; null for the blocks' own. */
  radius: number | null;
  /** What can be had, in the merchant's order. Points are worth something to a shopper only once there is a reward. */
  rewards: ReturnType<typeof rewardCards>;
  /** `/apps/rewards` where the merchant renamed the app proxy. */
  proxyPath: string | null;
}

/** Structurally the ProgramCard of the wire: what the storefront needs to know of the program to paint it and to compute "earn N points". */
export function programCard({ program, currency, launched, testCustomers, color, radius, rewards, proxyPath }: ProgramCardInput) {
  const { earn, tiers, enrollment } = program;
  // Several rules for one thing are settled here as they are when an order is priced.
  const index = multiplierIndex(earn.multipliers);
  const rules = (scope: keyof typeof index): Record<string, Fraction> => Object.fromEntries([...index[scope]].map(([id, { multiplier }]) => [id, multiplier]));
  const rate = { points: earn.rate.points, perMinor: earn.rate.perMinor, currency };
  const scopes = { products: rules("product"), collections: rules("collection"), productTags: rules("tag") };
  const ladder = tiers.ladder.map(({ handle, name, thresholdMinor, multiplier }) => ({ handle, name, thresholdMinor, num: multiplier.num, den: multiplier.den, multiplier: multiplierText(multiplier) }));
  return {
    v: 1 as const,
    launched,
    testCustomers: [...testCustomers],
    pointName: program.pointName,
    rate,
    ...scopes,
    tiers: ladder,
    returnWindowDays: program.returnWindow.days,
    activities: ACTIVITIES.flatMap((kind) => (program.activities[kind].on ? [{ kind, points: program.activities[kind].points }] : [])),
    enrollment: enrollment.mode,
    excludeTags: enrollment.excludeTags,
    worth: rewards.length > 0 ? program.worth : null,
    color,
    ...(radius === null ? {} : { radius }),
    ...(proxyPath === null ? {} : { proxyPath }),
    counts: { tax: earn.counts.tax, giftCards: earn.counts.giftCards, onSale: earn.counts.onSale },
    currencyRates: earn.currencyRates,
    minimumOrderMinor: earn.minimumOrderMinor,
    prepared: prepareProgram({ rate, ...scopes, tiers: ladder, color, radius }),
    ...(rewards.length > 0 ? { rewards } : {}),
  };
}
