import { NO_ACTIVITIES } from "~/loyalty/activities/activity";
import type { EarnRules, Program } from "~/loyalty/program/program";

/** 1 point per 1.00, goods after discounts only, 14 days' window, one tier above the first. */
export function aProgram(given: Partial<Omit<Program, "earn">> & { earn?: Partial<Omit<EarnRules, "counts">> & { counts?: Partial<EarnRules["counts"]> } } = {}): Program {
  const { earn, ...rest } = given;
  return {
    version: 1,
    pointName: { one: "point", other: "points" },
    activities: { ...NO_ACTIVITIES },
    returnWindow: { days: 14, from: "paid" },
    tiers: {
      ladder: [
        { handle: "member", name: "Member", thresholdMinor: 0, multiplier: { num: 1, den: 1 } },
        { handle: "gold", name: "Gold", thresholdMinor: 70_000, multiplier: { num: 3, den: 2 } },
      ],
      window: { kind: "rolling_days", days: 365 }, graceDays: 30,
    },
    enrollment: { mode: "automatic", excludeTags: [] },
    expiry: { months: null, graceDays: 30 },
    adjustmentCap: 1000,
    worth: { points: 100, minor: 300 },
    ...rest,
    earn: {
      on: "paid", rate: { points: 1, perMinor: 100 }, currencyRates: {}, minimumOrderMinor: 0, multipliers: [],
      ...earn,
      counts: {
        tax: false, shipping: false, tips: false, giftCards: false, redeemedValue: false,
        onSale: true, discountCodeOrders: true, subscriptionFirst: true, subscriptionRenewal: true, pos: true, draft: true,
        ...earn?.counts,
      },
    },
  };
}
