import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../../sandbox/sandbox";
import { cancelOrder } from "../../../sandbox/shop-life/cancel-order";
import { editOrder } from "../../../sandbox/shop-life/edit-order";
import { exchangeOrder } from "../../../sandbox/shop-life/exchange-order";
import { payOrder } from "../../../sandbox/shop-life/pay-order";
import { placeOrder, type PlaceOrder } from "../../../sandbox/shop-life/place-order";
import { refundOrder, type RefundOrder } from "../../../sandbox/shop-life/refund-order";
import { orderTotals } from "../../../sandbox/world/order-totals";
import type { Order, Shop } from "../../../sandbox/world/types";
import { openWorld } from "./open-life";

const custom = (unitPriceMinor: number, quantity = 1) => ({ title: "Thing", unitPriceMinor, quantity });

function paidOrder(sandbox: Sandbox, shop: Shop, command: Partial<PlaceOrder> = {}): Order {
  const order = placeOrder(sandbox, shop, { lines: [custom(5000, 2)], ...command });
  return payOrder(sandbox, shop, { orderId: order.id });
}

describe("refundOrder", () => {
  it("gives back parts of a line that sum to all of it, in every currency", () => {
    const seed = 20_261_122;
    const shops = fc.constantFrom("usd" as const, "jpy" as const, "kwd" as const);
    fc.assert(fc.property(shops, fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 0, max: 900 }), (name, price, quantity, discount, ship) => {
      const world = openWorld();
      const shop = world[name];
      const order = placeOrder(world.sandbox, shop, { lines: [custom(price, quantity), custom(777)], discounts: [{ title: "Less", amountMinor: discount }], shippingMinor: ship });
      fc.pre(orderTotals(order).total > 0);
      payOrder(world.sandbox, shop, { orderId: order.id });
      for (let unit = 0; unit < quantity; unit += 1) refundOrder(world.sandbox, shop, { orderId: order.id, lines: [{ lineId: order.lines[0]!.id, quantity: 1 }] });
      const last: RefundOrder = { orderId: order.id, lines: [{ lineId: order.lines[1]!.id, quantity: 1 }], shippingMinor: ship };
      refundOrder(world.sandbox, shop, last);
      const lines = order.refunds.flatMap((refund) => refund.lines).filter(({ lineId }) => lineId === order.lines[0]!.id);
      expect(lines.reduce((sum, line) => sum + line.subtotalMinor, 0)).toBe(price * quantity - order.lines[0]!.discountMinor);
      expect(lines.reduce((sum, line) => sum + line.taxMinor, 0)).toBe(order.lines[0]!.taxMinor);
      expect(orderTotals(order)).toMatchObject({ refunded: orderTotals(order).total, currentTotal: 0, outstanding: 0 });
      expect(order.refunds.map(({ discrepancyMinor }) => discrepancyMinor)).toEqual(Array(quantity + 1).fill(0));
      expect(order.financialStatus).toBe("refunded");
    }), { seed, numRuns: 60, verbose: 1 });
  });

  it("calls money for no goods a discrepancy, and leaves nothing outstanding", () => {
    const { sandbox, usd, topics } = openWorld();
    const order = paidOrder(sandbox, usd);
    topics();
    const refund = refundOrder(sandbox, usd, { orderId: order.id, amountMinor: 1500, note: "sorry" });
    expect([refund.lines, refund.discrepancyMinor, refund.pendingMinor]).toEqual([[], -1500, 0]);
    expect([order.financialStatus, orderTotals(order).outstanding]).toEqual(["partially_refunded", 0]);
    expect(topics()).toEqual(["refunds/create", "orders/updated"]);
  });

  it("takes goods back without money, and the money later without counting the goods twice", () => {
    const { sandbox, usd } = openWorld();
    const order = paidOrder(sandbox, usd, { shippingMinor: 0 });
    const goods = refundOrder(sandbox, usd, { orderId: order.id, lines: [{ lineId: order.lines[0]!.id, quantity: 1 }], amountMinor: 0 });
    expect([goods.transactions, goods.discrepancyMinor, goods.pendingMinor, order.financialStatus]).toEqual([[], 5444, 5444, "paid"]);
    const money = refundOrder(sandbox, usd, { orderId: order.id, amountMinor: 5444 });
    expect([money.discrepancyMinor, money.pendingMinor]).toEqual([-5444, -5444]);
    expect(orderTotals(order)).toMatchObject({ outstanding: 0, currentTotal: 5444, refunded: 5444 });
  });

  it("pays back what an edit took off as pending, not as goodwill", () => {
    const { sandbox, usd } = openWorld();
    const order = paidOrder(sandbox, usd, { shippingMinor: 0 });
    editOrder(sandbox, usd, { orderId: order.id, set: [{ lineId: order.lines[0]!.id, quantity: 1 }] });
    const refund = refundOrder(sandbox, usd, { orderId: order.id, amountMinor: 6000 });
    expect([refund.discrepancyMinor, refund.pendingMinor]).toEqual([-6000, -5444]);
    expect(orderTotals(order).outstanding).toBe(0);
  });

  it("gives back a part of the shipping with its part of the tax", () => {
    const { sandbox, usd } = openWorld();
    const order = paidOrder(sandbox, usd);
    const refund = refundOrder(sandbox, usd, { orderId: order.id, shippingMinor: 300 });
    expect([refund.shippingTaxMinor, refund.transactions[0]!.amountMinor, refund.discrepancyMinor]).toEqual([27, 327, 0]);
    expect(orderTotals(order)).toMatchObject({ outstanding: 0, currentShipping: 395, currentTotal: 11_645 - 327 });
  });

  it("can go to store credit", () => {
    const { sandbox, usd } = openWorld();
    const customer = Object.values(usd.customers)[0]!;
    const order = paidOrder(sandbox, usd, { customerId: customer.id });
    const refund = refundOrder(sandbox, usd, { orderId: order.id, amountMinor: 700, to: "store_credit" });
    expect([customer.storeCreditMinor, refund.transactions[0]!.gateway]).toEqual([700, "shopify_store_credit"]);
  });

  const line = (order: Order) => order.lines[0]!.id;
  const bad: [name: string, command: (order: Order) => Partial<RefundOrder>, sentence: RegExp][] = [
    ["nothing", () => ({}), /names nothing, expected lines, shippingMinor or amountMinor/],
    ["more units than there are", (order) => ({ lines: [{ lineId: line(order), quantity: 3 }] }), /^quantity 3 of line \d+: 2 are left/],
    ["no unit", (order) => ({ lines: [{ lineId: line(order), quantity: 0 }] }), /expected a whole number, one or more/],
    ["a line twice", (order) => ({ lines: [{ lineId: line(order), quantity: 1 }, { lineId: line(order), quantity: 1 }] }), /named twice/],
    ["a foreign line", () => ({ lines: [{ lineId: "9", quantity: 1 }] }), /^lineId 9: expected a line of order #1001/],
    ["more money than was paid", () => ({ amountMinor: 999_999 }), /^amountMinor 999999: 11645 was paid and not given back/],
    ["more shipping than there was", () => ({ shippingMinor: 696 }), /^shippingMinor 696: 695 of the shipping is left/],
    ["money below zero", () => ({ amountMinor: -1 }), /^amountMinor -1: expected whole minor units/],
    ["store credit of a guest", () => ({ amountMinor: 1, to: "store_credit" }), /it has no customer, expected one for store credit/],
    ["an unknown order", () => ({ orderId: "9", amountMinor: 1 }), /^order 9 of evergreen-goods/],
  ];
  it.each(bad)("refuses %s and changes nothing", (_name, command, sentence) => {
    const { sandbox, usd, topics } = openWorld();
    const order = paidOrder(sandbox, usd);
    const before = structuredClone(order);
    topics();
    expect(() => refundOrder(sandbox, usd, { orderId: order.id, ...command(order) })).toThrow(sentence);
    expect([order, topics()]).toEqual([before, []]);
  });
});

describe("exchangeOrder", () => {
  it("leaves the dearer goods outstanding", () => {
    const { sandbox, usd, topics } = openWorld();
    const order = paidOrder(sandbox, usd, { shippingMinor: 0 });
    topics();
    exchangeOrder(sandbox, usd, { orderId: order.id, return: [{ lineId: order.lines[0]!.id, quantity: 1 }], add: [custom(8000)] });
    expect(orderTotals(order)).toMatchObject({ outstanding: 8710 - 5444, refunded: 0 });
    expect([order.financialStatus, topics()]).toEqual(["partially_paid", ["orders/edited", "refunds/create", "orders/updated"]]);
  });

  it("gives back what the new goods cost less", () => {
    const { sandbox, usd } = openWorld();
    const order = paidOrder(sandbox, usd, { shippingMinor: 0 });
    exchangeOrder(sandbox, usd, { orderId: order.id, return: [{ lineId: order.lines[0]!.id, quantity: 1 }], add: [custom(3000)] });
    expect(orderTotals(order)).toMatchObject({ outstanding: 0, refunded: 5444 - 3266 });
    expect(order.refunds[0]).toMatchObject({ discrepancyMinor: 3266, pendingMinor: 3266 });
  });

  it("refuses one without goods", () => {
    const { sandbox, usd } = openWorld();
    const order = paidOrder(sandbox, usd);
    expect(() => exchangeOrder(sandbox, usd, { orderId: order.id, return: [], add: [custom(1)] })).toThrow(/^return: it is empty/);
    expect(() => exchangeOrder(sandbox, usd, { orderId: order.id, return: [{ lineId: order.lines[0]!.id, quantity: 1 }], add: [] })).toThrow(/^add: it is empty/);
  });
});

describe("cancelOrder", () => {
  it("gives all back, whatever went before", () => {
    const { sandbox, usd, topics } = openWorld();
    const order = paidOrder(sandbox, usd);
    refundOrder(sandbox, usd, { orderId: order.id, amountMinor: 1000 });
    topics();
    cancelOrder(sandbox, usd, { orderId: order.id, reason: "fraud" });
    expect([order.financialStatus, order.cancelReason, order.lines[0]!.currentQuantity]).toEqual(["refunded", "fraud", 0]);
    expect(orderTotals(order)).toMatchObject({ refunded: 11_645, outstanding: 0, currentTotal: 0 });
    expect(topics()).toEqual(["refunds/create", "orders/cancelled", "orders/updated"]);
    expect(() => cancelOrder(sandbox, usd, { orderId: order.id })).toThrow(/it was cancelled at/);
  });

  it("voids an unpaid order", () => {
    const { sandbox, usd, topics } = openWorld();
    const order = placeOrder(sandbox, usd, { lines: [custom(100)] });
    topics();
    cancelOrder(sandbox, usd, { orderId: order.id });
    expect([order.financialStatus, order.refunds, topics()]).toEqual(["voided", [], ["orders/cancelled", "orders/updated"]]);
  });
});
