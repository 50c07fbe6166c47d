import { describe, expect, test } from "vitest";
import { defaultProgram } from "~/loyalty/program/default-program";
import { compareDiscounts } from "~/loyalty/rewards/compare-discounts";
import { heldUntil } from "~/loyalty/rewards/held-until";
import { priceOf, proposeRewards } from "~/loyalty/rewards/propose-rewards";
import { parseReward } from "~/loyalty/rewards/parse-reward";
import { isDear, rewardBack, rewardCost } from "~/loyalty/rewards/reward-cost";
import { aReward } from "./a-reward";

describe("proposals", () => {
  test.each(["USD", "EUR", "JPY", "KWD", "SEK", "VND", "XXX"])("in %s are rewards that can be saved, at about what a point is worth", (currency) => {
    const program = defaultProgram(currency);
    for (const { id, value, price } of proposeRewards(program, currency)) {
      expect(parseReward(aReward({ value, price })), `${currency} ${id}`).toHaveProperty("reward");
      const cost = rewardCost({ value, price }, program.earn.rate, currency);
      expect([cost.back >= 200, cost.back <= 300], `${currency} ${id} ${cost.back}`).toEqual([true, true]);
    }
  });

  test.each([[500, 170], [100, 34], [1, 1], [3_000, 1_000], [3_001, 1_100]])("%i cents at 3 dollars for 100 points cost %i", (minor, points) => {
    expect(priceOf(minor, { points: 100, minor: 300 })).toBe(points);
  });
});

test("what a reward costs: of spend, and of a hundred orders", () => {
  const rate = { points: 1, perMinor: 100 };
  expect(rewardCost(aReward(), rate, "USD")).toEqual({ back: 500, example: null, orders: { count: 100, eachMinor: 5_000, points: 5_000, rewards: 50, minor: 25_000 } });
});

describe("where the cart decides, it is reckoned on an example", () => {
  const rate = { points: 1, perMinor: 100 };
  const goods = { of: "products" as const, items: [{ id: "gid://shopify/Product/1", title: "Fern" }] };
  test.each<[string, Parameters<typeof aReward>[0], ReturnType<typeof rewardBack>]>([
    ["a percentage: a usual order", { value: { kind: "percentage_off", percent: 10 } }, { back: 500, example: { of: "order", minor: 5_000 } }],
    ["with a minimum above it: the minimum", { value: { kind: "percentage_off", percent: 10 }, minimumSpendMinor: 20_000 }, { back: 2_000, example: { of: "order", minor: 20_000 } }],
    ["with a minimum below it: a usual order", { value: { kind: "percentage_off", percent: 10 }, minimumSpendMinor: 100 }, { back: 500, example: { of: "order", minor: 5_000 } }],
    ["a percentage of goods: an order of them", { value: { kind: "product_discount", off: { percent: 3 }, goods } }, { back: 150, example: { of: "goods", minor: 5_000 } }],
    ["shipping: usual shipping", { value: { kind: "free_shipping", maximumMinor: null } }, { back: 600, example: { of: "shipping", minor: 600 } }],
    ["shipping up to less: that", { value: { kind: "free_shipping", maximumMinor: 250 } }, { back: 250, example: { of: "shipping", minor: 250 } }],
    ["an amount off goods: needs none", { value: { kind: "product_discount", off: { minor: 300 }, goods } }, { back: 300, example: null }],
  ])("%s", (_what, terms, back) => expect(rewardBack(aReward(terms), rate, "USD")).toEqual(back));

  test("everything for one point is dear", () => {
    const everything = aReward({ value: { kind: "percentage_off", percent: 100 }, price: { kind: "fixed", points: 1 } });
    expect(rewardCost(everything, rate, "USD")).toMatchObject({ back: 500_000, orders: { rewards: 5_000, minor: 25_000_000 } });
    expect([isDear(everything, rate, "USD"), isDear(aReward({ value: { kind: "percentage_off", percent: 10 } }), rate, "USD")]).toEqual([true, false]);
  });
});

describe("discounts at Shopify", () => {
  const slider = (steps: number) => aReward({ price: { kind: "slider", stepPoints: 10, steps } });
  test.each([
    ["a new reward makes one", null, aReward(), { made: 1, onDemand: false, closed: 0, retitled: 0 }],
    ["price, limits and days change nothing", aReward(), aReward({ price: { kind: "fixed", points: 9 }, totalLimit: 3, validityDays: 1, tiers: ["gold"] }), { made: 0, onDemand: false, closed: 0, retitled: 0 }],
    ["a title is changed in place", aReward(), aReward({ title: "Five" }), { made: 0, onDemand: false, closed: 0, retitled: 1 }],
    ["a minimum makes another", aReward(), aReward({ minimumSpendMinor: 1 }), { made: 1, onDemand: false, closed: 1, retitled: 0 }],
    ["a longer slider keeps its steps", slider(5), slider(8), { made: 3, onDemand: true, closed: 0, retitled: 0 }],
    ["a shorter one closes some", slider(8), slider(5), { made: 0, onDemand: true, closed: 3, retitled: 0 }],
  ])("%s", (_what, before, after, change) => expect(compareDiscounts(before, after, "USD")).toEqual(change));
});

test("what comes back ends when its lots end, but not before the days of grace, which come once", () => {
  const ends: [bigint, string | null, string | null][] = [
    [5n, null, null], [10n, "2026-12-01T05:00:00.000Z", null], [20n, "2026-01-01T05:00:00.000Z", null], [1n, "2026-12-01T05:00:00.000Z", null],
    // Moved by days of grace before: what was taken before its first end, and what was taken after.
    [30n, "2026-11-01T05:00:00.000Z", "2026-10-02T05:00:00.000Z"], [40n, "2026-11-01T05:00:00.000Z", "2026-10-01T05:00:00.000Z"],
  ];
  const held = ends.map(([points, expiresAt, firstEnd]) => ({ points, expiresAt, firstEnd }));
  expect(heldUntil(held, { takenAt: "2026-10-01T12:00:00.000Z", now: "2026-11-26T12:00:00.000Z", zone: "America/New_York", graceDays: 30 })).toEqual([
    { points: 40n, until: "2026-11-01T05:00:00.000Z" }, { points: 11n, until: "2026-12-01T05:00:00.000Z" }, { points: 50n, until: "2026-12-27T05:00:00.000Z" }, { points: 5n, until: null },
  ]);
});
