import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { discountTerms, termsKey } from "~/loyalty/rewards/discount-terms";
import { parseReward } from "~/loyalty/rewards/parse-reward";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import type { RewardValue } from "~/loyalty/rewards/reward";
import { undonePoints } from "~/loyalty/rewards/undone-points";
import { aLine, anOrder, aRefund } from "../orders/an-order";
import { checkProperty } from "../check-property";
import { aReward } from "./a-reward";

describe("points that come back with an order", () => {
  const two = { lines: [aLine({ quantity: 2, unitPriceMinor: 2000, discountMinor: 500, taxMinor: 300 })], shippingMinor: 700 };

  test.each([
    ["nothing happened", anOrder(two), 0n],
    ["one of two came back", anOrder({ ...two, refunds: [aRefund({ lines: [{ lineId: "1", quantity: 1, netMinor: 1750 }] })] }), 50n],
    ["both came back", anOrder({ ...two, refunds: [aRefund({ lines: [{ lineId: "1", quantity: 2, netMinor: 3500 }] })] }), 100n],
    ["the shipping was refunded", anOrder({ ...two, refunds: [aRefund({ shippingMinor: 700 })] }), 0n],
    ["an amount was refunded", anOrder({ ...two, refunds: [aRefund({ amountMinor: 950 })] }), 25n],
    ["it was canceled", anOrder({ ...two, cancelledAt: "2026-03-02T00:00:00.000Z" }), 100n],
    ["its payment was voided", anOrder({ ...two, voided: true }), 100n],
    ["it was deleted", anOrder({ ...two, deleted: true }), 100n],
    ["goods that cost nothing stay", anOrder({ lines: [aLine({ unitPriceMinor: 4000, discountMinor: 4000 })] }), 0n],
    ["goods that cost nothing came back", anOrder({ lines: [aLine({ unitPriceMinor: 4000, discountMinor: 4000 })], refunds: [aRefund({ lines: [{ lineId: "1", quantity: 1, netMinor: 0 }] })] }), 100n],
  ])("when %s", (_name, fact, expected) => {
    expect(undonePoints(fact, 100n, aReward().value)).toBe(expected);
  });

  const mug = { lineId: "1", productId: "31", variantId: "41", unitPriceMinor: 4000, discountMinor: 4000 };
  const filler = { lineId: "2", productId: "32", variantId: "42", unitPriceMinor: 100 };
  const back = (lineId: string, netMinor: number, quantity = 1) => aRefund({ refundId: lineId, lines: [{ lineId, quantity, netMinor }] });
  const freeMug: RewardValue = { kind: "free_product", productId: "31", variantId: "41", productTitle: "Mug", minor: 4000 };
  const fiftyOff: RewardValue = { kind: "product_discount", off: { minor: 5000 }, goods: { of: "products", items: [{ id: "31", title: "A" }] } };
  const ofCollection: RewardValue = { ...fiftyOff, goods: { of: "collections", items: [{ id: "9", title: "Sale" }] } };
  const dear = [aLine({ lineId: "1", productId: "31", unitPriceMinor: 11_000, discountMinor: 5_000 }), aLine({ lineId: "2", productId: "32", variantId: "42", unitPriceMinor: 9_000, discountMinor: 0 })];

  test.each<[string, RewardValue, Partial<OrderFact>, bigint]>([
    ["a free product stays and what was bought beside it came back", freeMug, { lines: [aLine(mug), aLine(filler)], refunds: [back("2", 100)] }, 0n],
    ["a free product came back and what was bought beside it stays", freeMug, { lines: [aLine(mug), aLine(filler)], refunds: [back("1", 0)] }, 100n],
    ["a free product stays and an amount was refunded", freeMug, { lines: [aLine(mug), aLine(filler)], refunds: [aRefund({ amountMinor: 100 })] }, 0n],
    ["one of two of it came back", freeMug, { lines: [aLine({ ...mug, quantity: 2 })], refunds: [back("1", 2000)] }, 50n],
    ["another variant of it was bought beside", freeMug, { lines: [aLine(mug), aLine({ ...filler, productId: "31", discountMinor: 50 })], refunds: [back("2", 50)] }, 0n],
    ["goods with a discount stay and others came back", fiftyOff, { lines: dear, refunds: [back("2", 9_000)] }, 0n],
    ["goods with a discount came back and others stay", fiftyOff, { lines: dear, refunds: [back("1", 6_000)] }, 100n],
    ["goods with a discount were taken off the order", fiftyOff, { lines: [{ ...dear[0]!, removedQuantity: 1 }, dear[1]!] }, 100n],
    ["of a collection what has no discount came back", ofCollection, { lines: dear, refunds: [back("2", 9_000)] }, 0n],
    ["of a collection one of two came back, by what was taken off", ofCollection, { lines: [aLine({ ...mug, discountMinor: 3_000 }), aLine({ ...filler, unitPriceMinor: 2_000, discountMinor: 1_000 })], refunds: [back("2", 1_000)] }, 25n],
    ["the order shows no discount of the goods", freeMug, { lines: [aLine({ ...mug, discountMinor: 0 }), aLine({ ...filler, unitPriceMinor: 4000 })], refunds: [back("2", 4000)] }, 50n],
    ["it was canceled", freeMug, { lines: [aLine(mug), aLine(filler)], cancelledAt: "2026-03-02T00:00:00.000Z" }, 100n],
  ])("of a discount of particular goods when %s", (_name, value, fact, expected) => {
    expect(undonePoints(anOrder(fact), 100n, value)).toBe(expected);
  });

  test("never fall with another refund, never pass what was spent, and are all of it when everything came back", () => {
    checkProperty(fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 9_999 }), fc.bigInt({ min: 1n, max: 1_000_000n }), (quantities, price, spent) => {
      const lines = quantities.map((quantity, n) => aLine({ lineId: String(n), quantity, unitPriceMinor: price + n, discountMinor: n }));
      const refunds = lines.flatMap((line) => Array.from({ length: line.quantity }, (_, unit) => aRefund({ refundId: `${line.lineId}-${unit}`, lines: [{ lineId: line.lineId, quantity: 1, netMinor: line.unitPriceMinor }] })));
      for (const value of [aReward().value, freeMug, ofCollection]) {
        const undone = refunds.map((_, n) => undonePoints(anOrder({ lines, refunds: refunds.slice(0, n + 1) }), spent, value));
        expect(undone).toEqual([...undone].sort((a, b) => (a < b ? -1 : 1)));
        expect(undone.at(-1)).toBe(spent);
      }
    }));
  });
});

describe("what a discount promises", () => {
  const keyOf = (given: Parameters<typeof aReward>[0] = {}) => { const reward = aReward(given); return termsKey(discountTerms(reward, reward.value, "USD")); };
  const goods = (...ids: string[]) => ({ of: "products" as const, items: ids.map((id) => ({ id, title: `title ${id}` })) });

  test.each<[string, Parameters<typeof aReward>[0]]>([
    ["its title", { title: "Five off" }], ["its price", { price: { kind: "fixed", points: 999 } }], ["limits", { totalLimit: 5, memberLimit: { count: 1, days: null } }], ["tiers", { tiers: ["gold"] }],
    ["validity and dates", { validityDays: 3, onExpiry: "lapse", endsAt: "2027-01-01T00:00:00.000Z" }],
  ])("stays the same with another of %s", (_name, given) => {
    expect(keyOf(given)).toBe(keyOf());
  });

  test.each<[string, Parameters<typeof aReward>[0]]>([
    ["amount", { value: { kind: "amount_off", minor: 501 } }], ["kind", { value: { kind: "percentage_off", percent: 5 } }], ["minimum", { minimumSpendMinor: 1 }],
    ["combination", { combinesWith: { order: true, product: true, shipping: true } }], ["goods", { value: { kind: "product_discount", off: { minor: 500 }, goods: goods("1") } }],
  ])("is another with another %s", (_name, given) => {
    expect(keyOf(given)).not.toBe(keyOf());
  });

  test("asks neither for the order of goods nor for their titles", () => {
    const one = keyOf({ value: { kind: "product_discount", off: { percent: 10 }, goods: goods("1", "2") } });
    expect(keyOf({ value: { kind: "product_discount", off: { percent: 10 }, goods: { of: "products", items: [{ id: "2", title: "" }, { id: "1", title: "" }] } } })).toBe(one);
  });
});

describe("terms of a reward", () => {
  test("are taken as they are", () => {
    expect(parseReward(aReward())).toEqual({ reward: aReward() });
  });

  test.each<[string, unknown, string]>([
    ["half a point", { ...aReward(), price: { kind: "fixed", points: 1.5 } }, "price.points 1.5: expected a whole number of points from 1 to 1000000000"],
    ["nothing off", { ...aReward(), value: { kind: "amount_off", minor: 0 } }, "value.minor 0: expected a whole number of minor units from 1 to 1000000000"],
    ["more than all off", { ...aReward(), value: { kind: "percentage_off", percent: 101 } }, "value.percent 101: expected a whole number of percent from 1 to 100"],
    ["21 steps", { ...aReward(), price: { kind: "slider", stepPoints: 10, steps: 21 } }, "price.steps 21: expected a whole number of steps from 2 to 20"],
    ["steps of a percentage", { ...aReward({ value: { kind: "percentage_off", percent: 5 } }), price: { kind: "slider", stepPoints: 10, steps: 2 } }, 'price.kind "slider": expected a fixed price: steps are for amounts'],
    ["an end before its start", aReward({ startsAt: "2026-02-01T00:00:00.000Z", endsAt: "2026-01-01T00:00:00.000Z" }), 'endsAt "2026-01-01T00:00:00.000Z": expected an end after the start'],
    ["no goods", { ...aReward(), value: { kind: "product_discount", off: { minor: 1 }, goods: { of: "products", items: [] } } }, "value.goods.items []: expected at least one product or collection"],
    ["something else beside", { ...aReward(), admin: true }, 'reward has "admin": expected only the terms of a reward'],
  ])("with %s are refused with value, place and expectation", (_name, terms, message) => {
    const parsed = parseReward(terms);
    expect("mistakes" in parsed && parsed.mistakes.map((mistake) => mistake.message)).toContain(message);
  });
});
