import { beforeAll, describe, expect, test } from "vitest";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { adminFor } from "~/shopify/client/admin-client.server";
import { readOrder } from "~/shopify/orders/read-order.server";
import { parseJson } from "~/shopify/parse/parse-json";
import { parseOrderQuery } from "~/shopify/parse/order-query";
import { parseOrderWebhook } from "~/shopify/parse/order-webhook";
import { parseRefundWebhook } from "~/shopify/parse/refund-webhook";
import { mergeFacts } from "~/loyalty/orders/merge-facts";
import { cancelOrder } from "../../sandbox/shop-life/cancel-order";
import { createCustomer } from "../../sandbox/shop-life/create-customer";
import { editOrder } from "../../sandbox/shop-life/edit-order";
import { exchangeOrder } from "../../sandbox/shop-life/exchange-order";
import { fulfillOrder } from "../../sandbox/shop-life/fulfill-order";
import { payOrder } from "../../sandbox/shop-life/pay-order";
import { placeOrder, type PlaceOrder } from "../../sandbox/shop-life/place-order";
import { refundOrder } from "../../sandbox/shop-life/refund-order";
import { includeFields } from "../../sandbox/webhooks/include-fields";
import { orderPayload } from "../../sandbox/webhooks/payloads/order-payload";
import { refundPayload } from "../../sandbox/webhooks/payloads/refund-payload";
import { serializePayload } from "../../sandbox/webhooks/serialize-payload";
import type { Order, Shop } from "../../sandbox/world/types";
import { useLiveShop } from "../support/live-shop";

// Ids above 2^53: both forms must keep every digit.
const live = useLiveShop({ work: false, bigIds: true });
const context = { emailHash: (address: string | null) => (address ? `hash of ${address}` : null) };
const DOMAINS = ["evergreen-goods.myshopify.com", "hanami-store.myshopify.com", "souk-kuwait.myshopify.com"];
const shops = new Map<string, Shop>();
beforeAll(async () => {
  for (const domain of DOMAINS) shops.set(domain, (await live.install(domain)).shop);
});

type Story = (shop: Shop, variants: string[], customerId: string) => Order;
const bought = (shop: Shop, variants: string[], more: Partial<PlaceOrder> = {}) => placeOrder(live.sandbox, shop, {
  lines: [{ variantId: variants[0]!, quantity: 3 }, { variantId: variants[1]!, quantity: 2 }, { title: "Gift wrap", quantity: 1, unitPriceMinor: 5_000, taxable: false }], ...more,
});
const paid = (shop: Shop, order: Order, gateway?: string) => payOrder(live.sandbox, shop, { orderId: order.id, ...(gateway ? { gateway } : {}) });

const STORIES: Record<string, Story> = {
  "unpaid, by a guest": (shop, variants) => bought(shop, variants, { email: "guest@example.com" }),
  "paid, with tip, tags and shipping": (shop, variants, customerId) => paid(shop, bought(shop, variants, { customerId, tipMinor: 2_000, tags: ["b", "a, c".slice(0, 1)], shippingMinor: 4_000 })),
  "with a code over all lines and one for shipping": (shop, variants, customerId) => paid(shop, bought(shop, variants, { customerId, discounts: [{ code: "TEN", percent: "10" }, { code: "SHIP", freeShipping: true }], shippingMinor: 4_000 })),
  "paid by gift card": (shop, variants, customerId) => paid(shop, bought(shop, variants, { customerId }), "gift_card"),
  "from the till": (shop, variants, customerId) => paid(shop, bought(shop, variants, { customerId, source: "pos" })),
  "a test order from a draft": (shop, variants, customerId) => paid(shop, bought(shop, variants, { customerId, source: "shopify_draft_order", test: true })),
  "a renewal": (shop, variants, customerId) => paid(shop, bought(shop, variants, { customerId, source: "subscription_contract" })),
  "in another currency": (shop, variants, customerId) => paid(shop, bought(shop, variants, { customerId, presentmentCurrency: "EUR", presentmentRate: "0.9137", tipMinor: 1_000 })),
  "fulfilled": (shop, variants, customerId) => { const order = paid(shop, bought(shop, variants, { customerId })); fulfillOrder(live.sandbox, shop, { orderId: order.id }); return order; },
  "with lines and shipping given back": (shop, variants, customerId) => {
    const order = paid(shop, bought(shop, variants, { customerId, shippingMinor: 4_000 }));
    refundOrder(live.sandbox, shop, { orderId: order.id, lines: [{ lineId: order.lines[0]!.id, quantity: 2 }], shippingMinor: 1_000 });
    return order;
  },
  "with an amount given back, then a line": (shop, variants, customerId) => {
    const order = paid(shop, bought(shop, variants, { customerId }));
    refundOrder(live.sandbox, shop, { orderId: order.id, amountMinor: 1_000 });
    refundOrder(live.sandbox, shop, { orderId: order.id, lines: [{ lineId: order.lines[1]!.id, quantity: 1 }] });
    return order;
  },
  "with a line taken back without money, and the money later": (shop, variants, customerId) => {
    const order = paid(shop, bought(shop, variants, { customerId }));
    refundOrder(live.sandbox, shop, { orderId: order.id, lines: [{ lineId: order.lines[0]!.id, quantity: 1 }], amountMinor: 0 });
    refundOrder(live.sandbox, shop, { orderId: order.id, amountMinor: 1_000 });
    return order;
  },
  "given back to store credit": (shop, variants, customerId) => {
    const order = paid(shop, bought(shop, variants, { customerId }));
    refundOrder(live.sandbox, shop, { orderId: order.id, lines: [{ lineId: order.lines[0]!.id, quantity: 3 }], to: "store_credit" });
    return order;
  },
  "edited: a line off, another in": (shop, variants, customerId) => {
    const order = paid(shop, bought(shop, variants, { customerId }));
    editOrder(live.sandbox, shop, { orderId: order.id, set: [{ lineId: order.lines[0]!.id, quantity: 1 }], add: [{ variantId: variants[2]!, quantity: 1 }] });
    return order;
  },
  "exchanged": (shop, variants, customerId) => {
    const order = paid(shop, bought(shop, variants, { customerId }));
    exchangeOrder(live.sandbox, shop, { orderId: order.id, return: [{ lineId: order.lines[0]!.id, quantity: 1 }], add: [{ variantId: variants[2]!, quantity: 1 }] });
    return order;
  },
  "cancelled with all its money": (shop, variants, customerId) => { const order = paid(shop, bought(shop, variants, { customerId })); cancelOrder(live.sandbox, shop, { orderId: order.id }); return order; },
};

/** What only one of the forms tells. */
function shared({ disputes: _d, risk: _r, riskUpdatedAt: _a, ...fact }: OrderFact) {
  return { ...fact, lines: fact.lines.map(({ onSale: _o, ...line }) => line) };
}

async function bothForms(shop: Shop, order: Order): Promise<[OrderFact, OrderFact]> {
  const declared = live.sandbox.appConfig.webhooks.find(({ topics }) => topics.includes("orders/paid"))!;
  const body = Buffer.from(serializePayload(includeFields(orderPayload(shop, order), declared.includeFields!)));
  const node = await readOrder(adminFor(shop.domain), order.id, new Date());
  return [parseOrderWebhook(parseJson(body), context), parseOrderQuery(parseJson(Buffer.from(JSON.stringify(node))), context)];
}

describe.each(DOMAINS)("%s", (domain) => {
  test.each(Object.keys(STORIES))("webhook and query tell one fact of an order %s", async (name) => {
    const shop = shops.get(domain)!;
    const variants = Object.values(shop.products).filter((product) => !product.giftCard).map((product) => product.variants[0]!.id);
    const customer = createCustomer(live.sandbox, shop, { email: `${name.replace(/\W/g, "")}@example.com`, firstName: "A" });
    const order = STORIES[name]!(shop, variants, customer.id);
    const [webhook, query] = await bothForms(shop, order);
    expect(shared(webhook)).toEqual(shared(query));
    expect(webhook.orderId).toBe(order.id);
    expect(webhook.lines.length).toBeGreaterThan(2);
    // Told alone, a refund is the same refund, whether or not the order's taxes are known.
    for (const [i, refund] of order.refunds.entries()) {
      const payload = parseJson(Buffer.from(serializePayload(refundPayload(shop, order, refund))));
      expect(parseRefundWebhook(payload, order.taxesIncluded).refunds).toEqual([webhook.refunds[i]]);
      expect(mergeFacts(webhook, parseRefundWebhook(payload, null))).toEqual(mergeFacts(webhook, webhook));
    }
  });
});
