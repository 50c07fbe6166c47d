import type { ActivityKind, ActivityRule } from "../activities/activity";

/**
 * The programme of one shop at one version: rules, ladder, policies. Plain JSON: stored as it is, never rewritten.
 * Rates are exact fractions; points and money are integers.
 */
export interface Fraction { num: number; den: number }

export interface Program {
  version: number;
  pointName: { one: string; other: string };
  earn: EarnRules;
  /** Ways to earn beside orders. */
  activities: Record<ActivityKind, ActivityRule>;
  /** Days between paid (or fulfilled) and spendable; 0 = at once. */
  returnWindow: { days: number; from: "paid" | "fulfilled" };
  tiers: TierRules;
  enrollment: { mode: "automatic" | "opt_in"; excludeTags: string[] };
  /**
   * Points end at the end of the day `months` after they were earned, null = never. Points that come back to a lot that is over
   * meanwhile may be used for `graceDays` more.
   */
  expiry: { months: number | null; graceDays: number };
  /** Highest manual adjustment one person may post at once. */
  adjustmentCap: number;
  /** Retail worth shown to people: `points` points are `minor` minor units. Used for "% back" and liability. */
  worth: { points: number; minor: number };
}

export interface EarnRules {
  /** When an order earns. */
  on: "paid" | "fulfilled";
  /** `points` per `perMinor` minor units of the shop's currency. */
  rate: { points: number; perMinor: number };
  /** Rates per presentment currency; where one is set the presentment amounts count. */
  currencyRates: Record<string, { points: number; perMinor: number }>;
  counts: {
    tax: boolean; shipping: boolean; tips: boolean; giftCards: boolean;
    /** The part paid with gift card or store credit. */
    redeemedValue: boolean;
    onSale: boolean; discountCodeOrders: boolean; subscriptionFirst: boolean; subscriptionRenewal: boolean;
    pos: boolean; draft: boolean;
  };
  minimumOrderMinor: number;
  /** Multiplier {num: 0, den: 1} excludes. Of several that match a line the first in this order wins: product, collection, tag; among equals the lowest exclusion, then the highest multiplier. */
  multipliers: { scope: "product" | "collection" | "tag"; id: string; title: string; multiplier: Fraction }[];
}

export interface TierRules {
  /** Ascending; the first has threshold 0. `multiplier` of earning. */
  ladder: { handle: string; name: string; thresholdMinor: number; multiplier: Fraction }[];
  window: { kind: "rolling_days"; days: number } | { kind: "calendar_year" } | { kind: "lifetime" };
  graceDays: number;
}
