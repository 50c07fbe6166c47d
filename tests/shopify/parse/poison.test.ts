import { describe, expect, test } from "vitest";
import { mergeFacts } from "~/loyalty/orders/merge-facts";
import { parseCustomerWebhook } from "~/shopify/parse/customer-fact";
import { parseDisputeWebhook } from "~/shopify/parse/dispute-webhook";
import { orderOfEdit, parseOrderDeleted } from "~/shopify/parse/order-reference";
import { parseOrderQuery } from "~/shopify/parse/order-query";
import { parseOrderWebhook } from "~/shopify/parse/order-webhook";
import { parseJson } from "~/shopify/parse/parse-json";
import { parseRefundWebhook } from "~/shopify/parse/refund-webhook";
import { createCustomer } from "../../../sandbox/shop-life/create-customer";
import { payOrder } from "../../../sandbox/shop-life/pay-order";
import { placeOrder } from "../../../sandbox/shop-life/place-order";
import { refundOrder } from "../../../sandbox/shop-life/refund-order";
import { orderPayload } from "../../../sandbox/webhooks/payloads/order-payload";
import { refundPayload } from "../../../sandbox/webhooks/payloads/refund-payload";
import { serializePayload } from "../../../sandbox/webhooks/serialize-payload";
import { openWorld } from "../../sandbox/shop-life/open-life";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a payload is taken apart at any place
type Payload = any;
const context = { emailHash: (address: string | null) => (address === null ? null : `hash of ${address}`) };
const parse = (payload: Payload) => parseOrderWebhook(payload, context);

/** A paid order as it arrives, changed at one place. */
function order(change: (payload: Payload) => void = () => {}): Payload {
  const { sandbox, usd } = openWorld();
  const customer = createCustomer(sandbox, usd, { email: "ada@example.com", firstName: "Ada" });
  const placed = placeOrder(sandbox, usd, { customerId: customer.id, lines: [{ title: "Fern", unitPriceMinor: 2_000, quantity: 3 }], discounts: [{ code: "TEN", percent: "10" }], at: "2026-10-01T10:00:00Z" });
  payOrder(sandbox, usd, { orderId: placed.id, at: "2026-10-01T10:01:00Z" });
  const payload = parseJson(Buffer.from(serializePayload(orderPayload(usd, placed))));
  change(payload);
  return payload;
}

function refund(change: (payload: Payload) => void = () => {}): Payload {
  const { sandbox, usd } = openWorld();
  const placed = placeOrder(sandbox, usd, { lines: [{ title: "Fern", unitPriceMinor: 2_000, quantity: 3 }] });
  payOrder(sandbox, usd, { orderId: placed.id });
  const given = refundOrder(sandbox, usd, { orderId: placed.id, lines: [{ lineId: placed.lines[0]!.id, quantity: 1 }] });
  const payload = parseJson(Buffer.from(serializePayload(refundPayload(usd, placed, given))));
  change(payload);
  return payload;
}

const without = (key: string) => (payload: Payload) => { payload.line_items[0][`${key}_set`] = null; payload.line_items[0][key] = null; };

describe("an order that cannot be read says value, place and expectation", () => {
  test.each<[string, (payload: Payload) => void, string]>([
    ["a null price", without("price"), 'order.line_items[0].price null: expected a decimal number such as "19.90"'],
    ["a missing price", (p) => { delete p.line_items[0].price; delete p.line_items[0].price_set; }, 'order.line_items[0].price undefined: expected a decimal number such as "19.90"'],
    ["a null amount of a set", (p) => { p.line_items[0].price_set.shop_money.amount = null; }, 'order.line_items[0].price_set.shop_money.amount null: expected a decimal number such as "19.90"'],
    ["a price with too many decimals", (p) => { p.line_items[0].price_set.shop_money.amount = "20.005"; }, 'order.line_items[0].price_set.shop_money.amount "20.005": expected at most 2 decimals for USD'],
    ["a price in words", (p) => { p.line_items[0].price_set.shop_money.amount = "1e309"; }, 'order.line_items[0].price_set.shop_money.amount "1e309": expected a decimal number such as "19.90"'],
    ["a price beyond 2^53", (p) => { p.line_items[0].price_set.shop_money.amount = "99999999999999999.00"; }, 'order.line_items[0].price_set.shop_money.amount "99999999999999999.00": expected an amount below 2^53 minor units'],
    ["an unknown currency", (p) => { p.currency = "XQZ"; }, 'order.currency "XQZ": expected an ISO 4217 currency such as USD'],
    ["no currency", (p) => { delete p.currency; }, "order.currency is missing: expected an ISO 4217 currency such as USD"],
    ["an unknown presentment currency", (p) => { p.presentment_currency = "???"; }, 'order.presentment_currency "???": expected an ISO 4217 currency such as USD'],
    ["a line in another currency", (p) => { p.line_items[0].price_set.shop_money.currency_code = "EUR"; }, 'order.line_items[0].price_set.shop_money.currency "EUR": expected USD'],
    ["no id", (p) => { delete p.id; }, "order.id is missing: expected a Shopify id"],
    ["an id that is a broken number", (p) => { p.id = 1.5; }, "order.id 1.5: expected a Shopify id"],
    ["an id that is negative", (p) => { p.id = -5; }, "order.id -5: expected a Shopify id"],
    ["an id that JSON has rounded", (p) => { p.id = 2 ** 53; }, "order.id 9007199254740992: expected a Shopify id"],
    ["a customer that is a text", (p) => { p.customer = "somebody"; }, 'order.customer "somebody": expected an object'],
    ["no updated_at", (p) => { delete p.updated_at; }, 'order.updated_at is missing: expected a time such as "2026-11-01T10:00:00Z"'],
    ["a time that is none", (p) => { p.updated_at = "2026-13-45T00:00:00Z"; }, 'order.updated_at "2026-13-45T00:00:00Z": expected a time such as "2026-11-01T10:00:00Z"'],
    ["a time that is a number", (p) => { p.created_at = 1_700_000_000; }, 'order.created_at 1700000000: expected a time such as "2026-11-01T10:00:00Z"'],
    ["half a unit", (p) => { p.line_items[0].quantity = 1.5; }, "order.line_items[0].quantity 1.5: expected a whole number of 0 or more"],
    ["less than nothing", (p) => { p.line_items[0].quantity = -1; }, "order.line_items[0].quantity -1: expected a whole number of 0 or more"],
    ["lines that are no list", (p) => { p.line_items = { length: 1 }; }, 'order.line_items {"length":1}: expected a list'],
    ["a line that is null", (p) => { p.line_items = [null]; }, "order.line_items[0] null: expected an object"],
    ["a test flag in words", (p) => { p.test = "no"; }, 'order.test "no": expected true or false'],
    ["tags that are a number", (p) => { p.tags = 5; }, "order.tags 5: expected a text"],
  ])("%s", (_what, change, sentence) => {
    expect(() => parse(order(change))).toThrow(new RangeError(sentence));
  });

  test.each([[null, "order null: expected an object"], [42, "order 42: expected an object"], [[], "order []: expected an object"], ["x", 'order "x": expected an object']])("%j is no order", (payload, sentence) => {
    expect(() => parse(payload)).toThrow(new RangeError(sentence));
    expect(() => parseOrderQuery(payload, context)).toThrow(new RangeError(sentence));
  });

  test("a sentence never holds more than the beginning of a value, and none of its neighbors", () => {
    const message = (() => { try { parse(order((p) => { p.email = { secret: "x".repeat(5_000) }; })); return ""; } catch (error) { return (error as Error).message; } })();
    expect(message).toMatch(/^order\.email .*: expected a text$/);
    expect(message.length).toBeLessThan(120);
    expect(message).not.toContain("ada@example.com");
  });
});

describe("an order that looks odd is read all the same", () => {
  test("without a customer it is a guest's, known by e-mail only", () => {
    expect(parse(order((p) => { p.customer = null; }))).toMatchObject({ customerId: null, customerSeenAt: null, emailHash: "hash of ada@example.com" });
    expect(parse(order((p) => { delete p.customer; delete p.email; delete p.contact_email; }))).toMatchObject({ customerId: null, emailHash: null });
  });

  test("ids beyond 2^53 keep every digit, in the order, its customer, lines and refunds", () => {
    const body = Buffer.from(serializePayload(order()).replace(/"id":\d+/, '"id":9007199254740993').replace(/"customer":\{"id":\d+/, '"customer":{"id":18446744073709551617').replace(/"line_items":\[\{"id":\d+/, '"line_items":[{"id":9007199254740995'));
    expect(parse(parseJson(body))).toMatchObject({ orderId: "9007199254740993", customerId: "18446744073709551617", lines: [{ lineId: "9007199254740995" }] });
  });

  test("keys named after the prototype are keys like any other", () => {
    const text = serializePayload(order());
    for (const key of ["__proto__", "constructor", "prototype", "toString"]) {
      for (const long of ["", '"big":9007199254740993,']) {
        const body = Buffer.from(`{"${key}":{"test":true,"id":666,"cancelled_at":"2026-01-01T00:00:00Z"},${long}${text.slice(1)}`);
        expect(parse(parseJson(body))).toEqual(parse(order()));
      }
    }
    expect(({} as Record<string, unknown>).test).toBeUndefined();
    // A prototype alone gives the payload no fields.
    expect(() => parse(parseJson(Buffer.from('{"__proto__":{"id":1,"currency":"USD"}}')))).toThrow(new RangeError("order.currency is missing: expected an ISO 4217 currency such as USD"));
    expect(() => parse(parseJson(Buffer.from('{"__proto__":{"id":9007199254740993,"currency":"USD"}}')))).toThrow(new RangeError("order.currency is missing: expected an ISO 4217 currency such as USD"));
  });

  test("lone surrogates and NUL in texts become what a database can hold; whole emoji stay", () => {
    const body = Buffer.from(serializePayload(order()).replace('"title":"Fern"', '"title":"A\\ud83dB\\udc00C\\u0000D🌵\\ud83c\\udf35"'));
    const title = parse(parseJson(body)).lines[0]!.title;
    expect(title).toBe("A\ufffdB\ufffdCD🌵🌵");
    expect(title).toBe(Buffer.from(title, "utf8").toString("utf8"));
  });

  test("a stale order does not undo a newer one, in either order of arrival", () => {
    const newer = parse(order((p) => { p.updated_at = "2026-10-05T00:00:00Z"; p.cancelled_at = "2026-10-04T00:00:00Z"; p.tags = "new"; }));
    const stale = parse(order((p) => { p.tags = "old"; p.updated_at = "2026-10-02T00:00:00Z"; }));
    const [one, other] = [mergeFacts(newer, stale), mergeFacts(stale, newer)];
    expect(one).toEqual(other);
    expect(one).toMatchObject({ updatedAt: "2026-10-05T00:00:00.000Z", tags: ["new"], cancelledAt: "2026-10-04T00:00:00.000Z" });
  });

  test("times with an offset, a fraction or none are one moment", () => {
    const at = (updated_at: string) => parse(order((p) => { p.updated_at = updated_at; })).updatedAt;
    expect(new Set(["2026-10-05T02:00:00+02:00", "2026-10-05T00:00:00Z", "2026-10-04T20:00:00.000-04:00"].map(at))).toEqual(new Set(["2026-10-05T00:00:00.000Z"]));
  });

  test("HTML in names and titles is a text like any other", () => {
    const evil = '<img src=x onerror="alert(1)">{{ shop }}';
    expect(parse(order((p) => { p.name = evil; p.line_items[0].title = evil; }))).toMatchObject({ name: evil, lines: [{ title: evil }] });
  });
});

describe("the other topics", () => {
  test.each<[string, () => unknown, string]>([
    ["a refund without its order", () => parseRefundWebhook(refund((p) => { delete p.order_id; }), false), "refund.order_id is missing: expected a Shopify id"],
    ["a refund's null subtotal", () => parseRefundWebhook(refund((p) => { p.refund_line_items[0].subtotal_set.shop_money.amount = null; }), false), 'refund.refund_line_items[0].subtotal_set.shop_money.amount null: expected a decimal number such as "19.90"'],
    ["a refund in an unknown currency", () => parseRefundWebhook(refund((p) => { p.refund_line_items[0].subtotal_set.shop_money.currency_code = "ZZZ"; }), false), 'refund.shop_money.currency_code "ZZZ": expected an ISO 4217 currency such as USD'],
    ["a customer without id", () => parseCustomerWebhook({ updated_at: "2026-01-01T00:00:00Z" }), "customer.id is missing: expected a Shopify id"],
    ["a customer without a time", () => parseCustomerWebhook({ id: 5 }), 'customer.updated_at is missing: expected a time such as "2026-11-01T10:00:00Z"'],
    ["a dispute of an unknown kind", () => parseDisputeWebhook({ id: 1, order_id: 2, status: "odd" }, new Date(0)), 'dispute.status "odd": expected a status of a dispute such as needs_response'],
    ["an edit without its order", () => orderOfEdit({ order_edit: { id: 1 } }), "order_edit.order_id is missing: expected a Shopify id"],
    ["an edit that is empty", () => orderOfEdit({}), "order_edit is missing: expected an object"],
    ["a deletion without id", () => parseOrderDeleted({}), "order.id is missing: expected a Shopify id"],
  ])("%s", (_what, act, sentence) => {
    expect(act).toThrow(new RangeError(sentence));
  });

  test("a refund without lines, without money, or of nothing at all is a refund", () => {
    const empty = parseRefundWebhook(refund((p) => { p.refund_line_items = []; p.transactions = []; p.order_adjustments = []; }), null);
    expect(empty.refunds).toMatchObject([{ lines: [], amountMinor: 0, shippingMinor: 0 }]);
    expect(parseRefundWebhook(refund((p) => { p.transactions = []; }), false).refunds).toMatchObject([{ lines: [{ quantity: 1, netMinor: 2_000 }], amountMinor: 0 }]);
  });
});
