import { describe, expect, it } from "vitest";
import { payOrder } from "../../../sandbox/shop-life/pay-order";
import { placeOrder, type PlaceOrder } from "../../../sandbox/shop-life/place-order";
import { orderTotals } from "../../../sandbox/world/order-totals";
import { openWorld, productOf } from "./open-life";

const custom = (unitPriceMinor: number, quantity = 1) => ({ title: "Thing", unitPriceMinor, quantity });

describe("placeOrder", () => {
  it("adds tax on top in dollars and allocates a discount to the cent", () => {
    const { sandbox, usd, topics } = openWorld();
    const order = placeOrder(sandbox, usd, { lines: [custom(999, 3), custom(1)], discounts: [{ code: "TEN", percent: "10" }], tipMinor: 250, shippingMinor: 500 });
    expect(order.lines.map((line) => line.discountMinor)).toEqual([300, 0, 0]);
    expect(order.discountCodes).toEqual([{ code: "TEN", amountMinor: 300, type: "percentage" }]);
    // 8.875 % of 26.97, of 0.01 and of 5.00, each rounded half up.
    expect(order.lines.map((line) => line.taxMinor)).toEqual([239, 0, 0]);
    expect(order.shippingTaxMinor).toBe(44);
    expect(orderTotals(order)).toMatchObject({ lineItems: 2998, discounts: 300, subtotal: 2698, shipping: 500, tax: 283, tip: 250, total: 3731, outstanding: 3731 });
    expect(topics()).toEqual(["orders/create"]);
  });

  it("finds the tax inside yen prices, which have no decimals", () => {
    const { sandbox, jpy } = openWorld();
    const order = placeOrder(sandbox, jpy, { lines: [custom(1100, 2)], shippingMinor: 550 });
    expect([order.lines[0]!.taxMinor, order.shippingTaxMinor]).toEqual([200, 50]);
    expect(orderTotals(order).total).toBe(2750);
  });

  it("keeps the thousandths of dinars and shows a euro shopper euros", () => {
    const { sandbox, kwd } = openWorld();
    const order = placeOrder(sandbox, kwd, { lines: [custom(12_995)], shippingMinor: 0, presentmentCurrency: "EUR", presentmentRate: "3.02" });
    expect(orderTotals(order).total).toBe(12_995);
    expect([order.presentmentCurrency, order.presentmentRate]).toEqual(["EUR", "3.02"]);
  });

  it("never discounts or taxes a gift card, and ships nothing from the till", () => {
    const { sandbox, usd } = openWorld();
    const card = productOf(usd, true).variants[0]!;
    const order = placeOrder(sandbox, usd, { lines: [{ variantId: card.id, quantity: 1 }, custom(1000)], discounts: [{ title: "Sale", amountMinor: 5000 }], source: "pos" });
    expect(order.lines.map(({ giftCard, discountMinor, taxMinor }) => [giftCard, discountMinor, taxMinor])).toEqual([[true, 0, 0], [false, 1000, 0]]);
    expect(order.shippingMinor).toBe(0);
    expect(order.discountCodes).toEqual([]);
  });

  it("is paid at once when nothing is owed", () => {
    const { sandbox, usd, topics } = openWorld();
    const order = placeOrder(sandbox, usd, { lines: [custom(1000)], discounts: [{ code: "ALL", percent: "100" }, { code: "SHIP", freeShipping: true }] });
    expect(order.financialStatus).toBe("paid");
    expect(order.discountCodes.map(({ type, amountMinor }) => [type, amountMinor])).toEqual([["percentage", 1000], ["shipping", 695]]);
    expect(topics()).toEqual(["orders/create", "orders/paid"]);
  });

  it("keeps a past moment", () => {
    const { sandbox, usd } = openWorld();
    const order = placeOrder(sandbox, usd, { lines: [custom(1000)], at: "2025-01-31T23:30:00-05:00" });
    expect([order.createdAt, order.processedAt, order.updatedAt]).toEqual(Array(3).fill("2025-02-01T04:30:00.000Z"));
  });

  const bad: [name: string, command: Partial<PlaceOrder>, sentence: RegExp][] = [
    ["no lines", { lines: [] }, /^lines: the order is empty/],
    ["half a unit", { lines: [custom(100, 0.5)] }, /^lines\[0\]\.quantity 0\.5: expected a whole number/],
    ["unknown variant", { lines: [{ variantId: "1", quantity: 1 }] }, /^lines\[0\]\.variantId 1: expected a variant of evergreen-goods/],
    ["nothing named", { lines: [{ quantity: 1 }] }, /expected a variantId, or title and unitPriceMinor/],
    ["price with decimals", { lines: [custom(10.5)] }, /^lines\[0\]\.unitPriceMinor 10\.5: expected whole minor units/],
    ["unknown customer", { customerId: "5" }, /^customer 5 of evergreen-goods.*: expected a customer of this shop/],
    ["two kinds of discount", { discounts: [{ code: "X", percent: "5", amountMinor: 5 }] }, /^discount X: expected exactly one of/],
    ["more than all", { discounts: [{ code: "X", percent: "101" }] }, /^discount X percent 101: expected a number from 0 to 100/],
    ["currency without rate", { presentmentCurrency: "EUR" }, /expected both or neither/],
    ["rate of zero", { presentmentCurrency: "EUR", presentmentRate: "0" }, /^presentmentRate 0: expected a decimal number above zero/],
    ["a time to come", { at: "2999-01-01T00:00:00Z" }, /^at 2999-01-01T00:00:00Z: .* expected a time that has passed/],
    ["no time at all", { at: "soon" }, /^at soon: expected an ISO-8601 time/],
    ["too much money", { lines: [custom(Number.MAX_SAFE_INTEGER), custom(10)] }, /passes 2\^53 minor units/],
  ];
  it.each(bad)("refuses %s and leaves the shop as it was", (_name, command, sentence) => {
    const { sandbox, usd, told } = openWorld();
    expect(() => placeOrder(sandbox, usd, { lines: [custom(1000)], ...command })).toThrow(sentence);
    expect([Object.keys(usd.orders), usd.nextOrderNumber, told]).toEqual([[], 1001, []]);
  });
});

describe("payOrder", () => {
  it("takes parts, then tells orders/paid once", () => {
    const { sandbox, usd, topics } = openWorld();
    const { id } = placeOrder(sandbox, usd, { lines: [custom(10_000)], shippingMinor: 0 });
    topics();
    expect(payOrder(sandbox, usd, { orderId: id, amountMinor: 4000, gateway: "gift_card" }).financialStatus).toBe("partially_paid");
    expect(topics()).toEqual(["orders/updated"]);
    expect(payOrder(sandbox, usd, { orderId: id }).transactions.map(({ amountMinor }) => amountMinor)).toEqual([4000, 6888]);
    expect(topics()).toEqual(["orders/paid", "orders/updated"]);
    expect(() => payOrder(sandbox, usd, { orderId: id })).toThrow(/nothing is outstanding/);
  });

  it("captures what was authorized", () => {
    const { sandbox, usd } = openWorld();
    const { id } = placeOrder(sandbox, usd, { lines: [custom(1000)] });
    expect(payOrder(sandbox, usd, { orderId: id, authorizeOnly: true }).financialStatus).toBe("authorized");
    const paid = payOrder(sandbox, usd, { orderId: id });
    expect([paid.financialStatus, paid.transactions[1]!.kind, paid.transactions[1]!.parentId]).toEqual(["paid", "capture", paid.transactions[0]!.id]);
  });

  it("spends no more store credit than there is", () => {
    const { sandbox, usd } = openWorld();
    const customer = Object.values(usd.customers)[0]!;
    customer.storeCreditMinor = 500;
    const { id } = placeOrder(sandbox, usd, { customerId: customer.id, lines: [custom(1000)] });
    expect(() => payOrder(sandbox, usd, { orderId: id, amountMinor: 501, gateway: "shopify_store_credit" })).toThrow(/has 500 of store credit/);
    payOrder(sandbox, usd, { orderId: id, amountMinor: 500, gateway: "shopify_store_credit" });
    expect(customer.storeCreditMinor).toBe(0);
  });

  it("refuses more than is owed", () => {
    const { sandbox, usd } = openWorld();
    const { id } = placeOrder(sandbox, usd, { lines: [custom(1000)], shippingMinor: 0 });
    expect(() => payOrder(sandbox, usd, { orderId: id, amountMinor: 1090 })).toThrow(/has 10\.89 USD outstanding, expected no more/);
    expect(() => payOrder(sandbox, usd, { orderId: id, amountMinor: 0 })).toThrow(/^amountMinor 0: expected an amount/);
  });
});
