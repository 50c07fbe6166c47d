import type { Reward } from "~/loyalty/rewards/reward";

/** 5.00 off for 100 points, any cart, no limits, code good for 30 days; every field can be given. */
export function aReward(given: Partial<Reward> = {}): Reward {
  return {
    title: "5 off", value: { kind: "amount_off", minor: 500 }, price: { kind: "fixed", points: 100 }, minimumSpendMinor: 0, combinesWith: { order: false, product: true, shipping: true },
    tiers: [], memberLimit: null, totalLimit: null, validityDays: 30, onExpiry: "return", startsAt: null, endsAt: null, ...given,
  };
}
