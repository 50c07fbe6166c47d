import { describe, expect, it } from "vitest";
import { createCustomer } from "../../../sandbox/shop-life/create-customer";
import { payOrder } from "../../../sandbox/shop-life/pay-order";
import { placeOrder } from "../../../sandbox/shop-life/place-order";
import { refundOrder } from "../../../sandbox/shop-life/refund-order";
import { customerPayload } from "../../../sandbox/webhooks/payloads/customer-payload";
import { orderPayload } from "../../../sandbox/webhooks/payloads/order-payload";
import { refundPayload } from "../../../sandbox/webhooks/payloads/refund-payload";
import { shopTime } from "../../../sandbox/webhooks/payloads/shop-time";
import { openWorld } from "../shop-life/open-life";

/** What Shopify lists for an order of REST shape; `*` stands for the field and its `_set`. */
const ORDER_KEYS = `id admin_graphql_api_id app_id browser_ip buyer_accepts_marketing cancel_reason cancelled_at cart_token checkout_token client_details closed_at company
 confirmation_number confirmed contact_email created_at currency current_shipping_price_set current_subtotal_price* current_total_additional_fees_set current_total_discounts*
 current_total_duties_set current_total_price* current_total_tax* customer_locale device_id discount_codes duties_included email estimated_taxes financial_status fulfillment_status
 landing_site landing_site_ref location_id merchant_business_entity_id merchant_of_record_app_id name note note_attributes number order_number order_status_url
 original_total_additional_fees_set original_total_duties_set payment_gateway_names phone po_number presentment_currency processed_at reference referring_site source_identifier
 source_name source_url subtotal_price* tags tax_exempt tax_lines taxes_included test token total_cash_rounding_payment_adjustment_set total_cash_rounding_refund_adjustment_set
 total_discounts* total_line_items_price* total_outstanding total_price* total_shipping_price_set total_tax* total_tip_received total_weight updated_at user_id billing_address customer
 discount_applications fulfillments line_items payment_terms refunds shipping_address shipping_lines`.split(/\s+/).flatMap((key) => (key.endsWith("*") ? [key.slice(0, -1), `${key.slice(0, -1)}_set`] : [key]));
const LINE_KEYS = "id admin_graphql_api_id product_id variant_id title variant_title sku vendor quantity current_quantity price price_set total_discount total_discount_set discount_allocations gift_card taxable requires_shipping fulfillable_quantity fulfillment_status grams properties tax_lines".split(" ");

function order(command: object = {}) {
  const world = openWorld();
  const customer = createCustomer(world.sandbox, world.usd, { email: "ada@example.com", firstName: "Ada", lastName: "Berg", phone: "+15550100", address: { address1: "1 Alder", city: "Portland", zip: "97205", countryCode: "US" } });
  const placed = placeOrder(world.sandbox, world.usd, { customerId: customer.id, lines: [{ title: "Fern", unitPriceMinor: 2599, quantity: 3 }], discounts: [{ code: "TEN", percent: "10" }], tipMinor: 100, at: "2026-03-08T06:59:59Z", ...command });
  payOrder(world.sandbox, world.usd, { orderId: placed.id, at: "2026-03-08T07:00:00Z" });
  return { ...world, customer, placed };
}

describe("order payload", () => {
  it("has every field of Shopify's", () => {
    const { usd, placed } = order();
    const payload = orderPayload(usd, placed);
    expect(ORDER_KEYS.filter((key) => !(key in payload))).toEqual([]);
    expect(LINE_KEYS.filter((key) => !(key in payload.line_items[0]!))).toEqual([]);
  });

  it("writes money as decimals, ids as integers and times on the shop's clock, over the change to summer time", () => {
    const { usd, placed } = order();
    const payload = orderPayload(usd, placed);
    expect(payload).toMatchObject({
      id: BigInt(placed.id), created_at: "2026-03-08T01:59:59-05:00", updated_at: "2026-03-08T03:00:00-04:00", financial_status: "paid",
      total_line_items_price: "77.97", total_discounts: "7.80", subtotal_price: "70.17", total_tax: "6.85", total_tip_received: "1.00", total_price: "84.97", total_outstanding: "0.00",
      discount_codes: [{ code: "TEN", amount: "7.80", type: "percentage" }], payment_gateway_names: ["shopify_payments"], tags: "",
      total_price_set: { shop_money: { amount: "84.97", currency_code: "USD" }, presentment_money: { amount: "84.97", currency_code: "USD" } },
    });
    expect(payload.line_items[0]).toMatchObject({ price: "25.99", quantity: 3, current_quantity: 3, product_id: null, discount_allocations: [{ amount: "7.80", discount_application_index: 0 }] });
    expect(payload.line_items[1]).toMatchObject({ title: "Tip", price: "1.00", tip_payment_gateway: "shopify_payments" });
  });

  it("shows another currency beside the shop's", () => {
    const { usd, placed } = order({ presentmentCurrency: "JPY", presentmentRate: "151.5" });
    expect(orderPayload(usd, placed).line_items[0]!.price_set).toEqual({ shop_money: { amount: "25.99", currency_code: "USD" }, presentment_money: { amount: "3937", currency_code: "JPY" } });
  });

  it("nulls what an app without approval may not see, and keeps the rest", () => {
    const { usd, placed, customer } = order();
    usd.protectedDataApproved = false;
    const payload = orderPayload(usd, placed);
    expect([payload.email, payload.contact_email, payload.phone, payload.billing_address, payload.shipping_address, payload.browser_ip]).toEqual(Array(6).fill(null));
    expect(payload.customer).toMatchObject({ id: BigInt(customer.id), email: null, first_name: null, last_name: null, phone: null });
    expect(JSON.stringify([customerPayload(usd, customer), payload], (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toMatch(/ada@example|Berg|15550100|Alder/);
  });

  it("has no customer for a guest", () => {
    const { usd, placed } = order({ customerId: null, email: "guest@example.com" });
    expect([orderPayload(usd, placed).customer, orderPayload(usd, placed).email]).toEqual([null, "guest@example.com"]);
  });
});

describe("refund payload", () => {
  it("carries lines, shipping and money", () => {
    const { sandbox, usd, placed } = order();
    const refund = refundOrder(sandbox, usd, { orderId: placed.id, lines: [{ lineId: placed.lines[0]!.id, quantity: 1 }], shippingMinor: 695 });
    expect(refundPayload(usd, placed, refund)).toMatchObject({
      order_id: BigInt(placed.id),
      refund_line_items: [{ line_item_id: BigInt(placed.lines[0]!.id), quantity: 1, subtotal: "23.39", total_tax: "2.08", line_item: { title: "Fern" } }],
      order_adjustments: [{ kind: "shipping_refund", amount: "-6.95", tax_amount: "-0.62" }],
      transactions: [{ kind: "refund", status: "success", amount: "33.04", gateway: "shopify_payments" }],
    });
  });

  it("tells goodwill from money that was owed", () => {
    const { sandbox, usd, placed } = order();
    const adjustments = (command: object) => refundPayload(usd, placed, refundOrder(sandbox, usd, { orderId: placed.id, ...command })).order_adjustments.map(({ kind, reason, amount }) => [kind, reason, amount]);
    expect(adjustments({ amountMinor: 500 })).toEqual([["refund_discrepancy", "Refund discrepancy", "-5.00"]]);
    expect(adjustments({ lines: [{ lineId: placed.lines[0]!.id, quantity: 1 }], amountMinor: 0 })).toEqual([["refund_discrepancy", "Refund discrepancy", "25.47"]]);
    expect(adjustments({ amountMinor: 2647 })).toEqual([["refund_discrepancy", "Refund discrepancy", "-1.00"], ["refund_discrepancy", "Pending refund discrepancy", "-25.47"]]);
  });
});

describe("shopTime", () => {
  it.each([
    ["2026-01-15T12:00:00.987Z", "America/New_York", "2026-01-15T07:00:00-05:00"], ["2026-11-01T05:59:59Z", "America/New_York", "2026-11-01T01:59:59-04:00"],
    ["2026-11-01T06:00:00Z", "America/New_York", "2026-11-01T01:00:00-05:00"], ["2026-01-15T23:30:00Z", "Asia/Kathmandu", "2026-01-16T05:15:00+05:45"],
    ["2026-04-04T14:59:59Z", "Australia/Lord_Howe", "2026-04-05T01:59:59+11:00"], ["2026-04-04T15:00:00Z", "Australia/Lord_Howe", "2026-04-05T01:30:00+10:30"],
    ["2026-06-01T00:00:00Z", "UTC", "2026-06-01T00:00:00+00:00"],
  ])("%s in %s is %s", (iso, zone, text) => {
    expect(shopTime(iso, zone)).toBe(text);
  });
});
