import { NO_ACTIVITIES } from "../activities/activity";
import { proposeLadder } from "../tiers/propose-ladder";
import { currencyExponent } from "../money/currency-exponent";
import { niceUnit } from "./nice-unit";
import type { Program } from "./program";

/**
 * The program a shop starts with: 1 point per unit of currency (per 10, 100 or 1000 where a unit buys little), 100 points = 3 units,
 * return window 14 days, the default ladder. Version 1.
 */
export function defaultProgram(currency: string): Program {
  const unitMinor = niceUnit(currency) * 10 ** currencyExponent(currency);
  return {
    version: 1,
    pointName: { one: "point", other: "points" },
    earn: {
      on: "paid",
      rate: { points: 1, perMinor: unitMinor },
      currencyRates: {},
      counts: {
        tax: false, shipping: false, tips: false, giftCards: false, redeemedValue: false,
        onSale: true, discountCodeOrders: true, subscriptionFirst: true, subscriptionRenewal: true, pos: true, draft: true,
      },
      minimumOrderMinor: 0,
      multipliers: [],
    },
    activities: { ...NO_ACTIVITIES },
    returnWindow: { days: 14, from: "paid" },
    tiers: { ladder: proposeLadder(currency, null).ladder, window: { kind: "rolling_days", days: 365 }, graceDays: 30 },
    enrollment: { mode: "automatic", excludeTags: [] },
    expiry: { months: null, graceDays: 30 },
    adjustmentCap: 10_000,
    worth: { points: 100, minor: 3 * unitMinor },
  };
}
