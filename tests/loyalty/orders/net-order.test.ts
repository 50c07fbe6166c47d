import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Counting, NetOrder } from "~/loyalty/orders/net-order";
import { netOrder } from "~/loyalty/orders/net-order";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { checkProperty } from "../check-property";
import { aLine, anOrder, aRefund } from "./an-order";

const counting = (given: Partial<Counting["counts"]> = {}, money: Counting["money"] = "shop"): Counting =>
  ({ money, counts: { tax: false, shipping: false, tips: false, redeemedValue: false, ...given } });

/** Net of every line, shares applied, in minor units (for reading; products never see this float). */
function net(order: NetOrder): Record<string, number> {
  const goods = order.goods.map((line) => [line.lineId, (line.remainingMinor * order.goodsShare.num) / order.goodsShare.den] as const);
  const extras = order.extras.map((line) => [line.lineId, line.remainingMinor] as const);
  return Object.fromEntries([...goods, ...extras].map(([id, minor]) => [id, (minor * order.paidShare.num) / order.paidShare.den]));
}
const netOf = (fact: Partial<OrderFact>, how = counting()) => net(netOrder(anOrder(fact), how));

describe("net of an order", () => {
  const three = [aLine({ lineId: "1", unitPriceMinor: 6000 }), aLine({ lineId: "2", unitPriceMinor: 3000 }), aLine({ lineId: "3", unitPriceMinor: 1000 })];

  it.each<[string, Partial<OrderFact>, Counting, Record<string, number>]>([
    ["price x quantity - discounts", { lines: [aLine({ quantity: 2, discountMinor: 1500 })] }, counting(), { 1: 8500 }],
    ["tax that is not in the price", { lines: [aLine({ taxMinor: 400 })] }, counting(), { 1: 5000 }],
    ["tax that is not in the price, counted", { lines: [aLine({ taxMinor: 400 })] }, counting({ tax: true }), { 1: 5400 }],
    ["tax in the price", { taxesIncluded: true, lines: [aLine({ taxMinor: 400 })] }, counting(), { 1: 4600 }],
    ["tax in the price, counted", { taxesIncluded: true, lines: [aLine({ taxMinor: 400 })] }, counting({ tax: true }), { 1: 5000 }],
    ["discounts above the price", { lines: [aLine({ discountMinor: 9000 })] }, counting(), { 1: 0 }],
    ["a unit refunded", { lines: [aLine({ quantity: 2 })], refunds: [aRefund({ lines: [{ lineId: "1", quantity: 1, netMinor: 5000 }] })] }, counting(), { 1: 5000 }],
    ["all units refunded, a cent missing", { lines: [aLine({ quantity: 2 })], refunds: [aRefund({ lines: [{ lineId: "1", quantity: 2, netMinor: 9999 }] })] }, counting(), { 1: 0 }],
    ["refunded above the line", { lines: [aLine({ quantity: 2 })], refunds: [aRefund({ lines: [{ lineId: "1", quantity: 1, netMinor: 20_000 }] })] }, counting(), { 1: 0 }],
    ["a unit taken off by an edit", { lines: [aLine({ quantity: 3, removedQuantity: 1 })] }, counting(), { 1: 10_000 }],
    ["all units taken off", { lines: [aLine({ quantity: 3, removedQuantity: 3 })] }, counting(), { 1: 0 }],
    ["taken off and its money given back", { lines: [aLine({ quantity: 2, removedQuantity: 1 })], refunds: [aRefund({ amountMinor: 5000 })] }, counting(), { 1: 5000 }],
    ["taken off, and more money given back", { lines: [aLine({ quantity: 2, removedQuantity: 1 })], refunds: [aRefund({ amountMinor: 6000 })] }, counting(), { 1: 4000 }],
    ["an amount over three lines", { lines: three, refunds: [aRefund({ amountMinor: 5000 })] }, counting(), { 1: 3000, 2: 1500, 3: 500 }],
    ["an amount, tax inside", { lines: [aLine({ taxMinor: 400 })], refunds: [aRefund({ amountMinor: 2700 })] }, counting(), { 1: 2500 }],
    ["an amount above the goods", { lines: three, refunds: [aRefund({ amountMinor: 99_999 })] }, counting(), { 1: 0, 2: 0, 3: 0 }],
    ["shipping refunded", { shippingMinor: 900, refunds: [aRefund({ shippingMinor: 900 })] }, counting(), { 1: 5000 }],
    ["shipping and tip, counted", { shippingMinor: 900, tipMinor: 100 }, counting({ shipping: true, tips: true }), { 1: 5000, tip: 100, shipping: 900 }],
    ["shipping counted, refunded in part", { shippingMinor: 900, refunds: [aRefund({ shippingMinor: 300 })] }, counting({ shipping: true }), { 1: 5000, shipping: 600 }],
    ["everything refunded by amount", { shippingMinor: 900, tipMinor: 100, refunds: [aRefund({ amountMinor: 6000 })] }, counting({ shipping: true, tips: true }), { 1: 0, tip: 0, shipping: 0 }],
    ["a fifth paid by gift card", { lines: three, redeemedValueMinor: 2000 }, counting(), { 1: 4800, 2: 2400, 3: 800 }],
    ["a fifth paid by gift card, counted", { lines: three, redeemedValueMinor: 2000 }, counting({ redeemedValue: true }), { 1: 6000, 2: 3000, 3: 1000 }],
    ["gift card over goods and shipping", { shippingMinor: 5000, redeemedValueMinor: 5000 }, counting(), { 1: 2500 }],
    ["presentment amounts", { lines: [aLine({ presentment: { unitPriceMinor: 700, discountMinor: 100, taxMinor: 60 } })] }, counting({}, "presentment"), { 1: 600 }],
  ])("%s", (_name, fact, how, expected) => {
    if (fact.shippingMinor || fact.tipMinor) fact.presentment = { shippingMinor: fact.shippingMinor ?? 0, shippingTaxMinor: 0, tipMinor: fact.tipMinor ?? 0 };
    expect(netOf(fact, how)).toEqual(expected);
  });

  const money = fc.integer({ min: 0, max: 2_000_000 });
  const line = fc.record({ lineId: fc.constantFrom("1", "2", "3"), quantity: fc.integer({ min: 1, max: 5 }), removedQuantity: fc.nat(5), unitPriceMinor: money, discountMinor: fc.nat(5000), taxMinor: fc.nat(5000) }).map(aLine);
  const refund = fc.record({ refundId: fc.constantFrom("1", "2"), amountMinor: fc.nat(9000), shippingMinor: fc.nat(900),
    lines: fc.array(fc.record({ lineId: fc.constantFrom("1", "2", "3", "9"), quantity: fc.nat(3), netMinor: fc.nat(9000), taxMinor: fc.nat(90) }), { maxLength: 2 }) }).map(aRefund);
  const order = fc.record({ taxesIncluded: fc.boolean(), lines: fc.uniqueArray(line, { selector: ({ lineId }) => lineId }), refunds: fc.array(refund, { maxLength: 3 }), shippingMinor: fc.nat(2000), tipMinor: fc.nat(500), redeemedValueMinor: fc.option(fc.nat(20_000), { nil: null }) }).map(anOrder);
  const how = fc.record({ tax: fc.boolean(), shipping: fc.boolean(), tips: fc.boolean(), redeemedValue: fc.boolean() }).map((counts) => counting(counts));

  it("is never below 0 and never above the original, and a refund never raises it", () => {
    checkProperty(fc.property(order, refund, how, (fact, more, counts) => {
      const before = netOrder(fact, counts);
      for (const one of [...before.goods, ...before.extras]) expect(one.remainingMinor >= 0 && one.remainingMinor <= one.originalMinor).toBe(true);
      for (const share of [before.goodsShare, before.paidShare]) expect(share.num >= 0 && share.num <= share.den).toBe(true);
      const [was, is] = [net(before), net(netOrder({ ...fact, refunds: [...fact.refunds, { ...more, refundId: "new" }] }, counts))];
      const total = (all: Record<string, number>) => Object.values(all).reduce((sum, minor) => sum + minor, 0);
      expect(total(is)).toBeLessThanOrEqual(total(was) + 1e-6);
    }), { numRuns: 2000 });
  });
});
