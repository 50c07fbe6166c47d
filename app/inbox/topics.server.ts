import { noteConsent } from "~/operations/activities/note-consent.server";
import { receiveRequest } from "~/operations/compliance/receive-request.server";
import { deleteCustomer } from "~/operations/members/delete-customer.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { uninstallShop } from "~/operations/shop/uninstall-shop.server";
import { updateScopes } from "~/operations/shop/update-scopes.server";
import { parseConsentWebhook } from "~/shopify/parse/consent-webhook";
import { deletedCustomer, parseCustomerWebhook, parseMerge } from "~/shopify/parse/customer-fact";
import { expectShop } from "~/shopify/parse/expect-shop";
import { parseDisputeWebhook } from "~/shopify/parse/dispute-webhook";
import { parseOrderQuery } from "~/shopify/parse/order-query";
import { orderOfEdit, parseOrderDeleted } from "~/shopify/parse/order-reference";
import { parseOrderWebhook } from "~/shopify/parse/order-webhook";
import { parsePrivacyRequest } from "~/shopify/parse/privacy-webhook";
import { discountOf } from "~/shopify/parse/discount-webhook";
import { productOf } from "~/shopify/parse/product-webhook";
import { orderOfRefund, parseRefundWebhook } from "~/shopify/parse/refund-webhook";
import { parseRiskWebhook } from "~/shopify/parse/risk-webhook";
import { parseScopes } from "~/shopify/parse/scopes-webhook";
import { readFor } from "~/store/in-transaction.server";
import { enqueueJobsNow, postponeJob } from "~/store/jobs/enqueue.server";
import { livePoolOf } from "~/store/rewards/pool-rows.server";
import type { Incoming, Topic, Work } from "./work";

/** Changes of one discount that come together are looked at once. */
const DISCOUNT_LOOK_MS = 5_000;

/** An order as a query gave it, put into the inbox by reconciliation. */
export const RECONCILED_ORDER = "reconcile/order";

const order: Topic = { parse: (incoming) => ({ kind: "order", fact: parseOrderWebhook(incoming.payload, incoming) }) };
const dispute: Topic = { parse: ({ payload, at }) => ({ kind: "order", fact: parseDisputeWebhook(payload, at) }) };
const customer: Topic = { parse: ({ payload }) => ({ kind: "customer", fact: parseCustomerWebhook(payload) }) };

/** What each topic means. A topic that is not here is parked: we did not ask for it, or forgot it here. */
export const TOPICS: Readonly<Record<string, Topic>> = {
  "orders/create": order,
  "orders/updated": order,
  "orders/paid": order,
  "orders/cancelled": order,
  [RECONCILED_ORDER]: { parse: (incoming) => ({ kind: "order", fact: parseOrderQuery(incoming.payload, incoming) }) },
  "orders/delete": { parse: ({ payload }) => ({ kind: "order", fact: parseOrderDeleted(payload) }) },
  "orders/edited": { parse: readEdited },
  "orders/risk_assessment_changed": { parse: ({ payload, at }) => ({ kind: "order", fact: parseRiskWebhook(payload, at) }) },
  "refunds/create": { parse: ({ payload, taxesIncluded }) => ({ kind: "order", fact: parseRefundWebhook(payload, taxesIncluded(orderOfRefund(payload))) }) },
  "disputes/create": dispute,
  "disputes/update": dispute,
  "customers/create": customer,
  "customers/update": customer,
  "customers_email_marketing_consent/update": { parse: noteFirstConsent },
  "customers/delete": { parse: removeCustomer },
  "customers/merge": { parse: merge },
  "products/update": { parse: readProduct },
  "products/delete": { parse: readProduct },
  "discounts/update": { parse: lookAtDiscount },
  "discounts/delete": { parse: lookAtDiscount },
  "app/uninstalled": { parse: uninstall, afterUninstall: true },
  "app/scopes_update": { parse: scopesUpdate },
  "customers/data_request": { parse: (incoming) => privacy(incoming, "data_request"), afterUninstall: true },
  "customers/redact": { parse: (incoming) => privacy(incoming, "customer_redact"), afterUninstall: true },
  "shop/redact": { parse: eraseShop, afterUninstall: true },
};

/** An edit tells what changed, not what the order is now: orders/updated brings that, and reading makes sure of it. */
function readEdited({ payload }: Incoming): Work {
  const orderId = orderOfEdit(payload);
  return alone(async ({ shopId }) => enqueueJobsNow([{ task: "read-order", payload: { shopId: String(shopId), orderId }, key: `read-order:${shopId}:${orderId}` }]));
}

/** Collections are not in the payload: a product that rules ask for is read. */
function readProduct({ payload }: Incoming): Work {
  const productId = productOf(payload);
  return alone(async ({ shopId }) => enqueueJobsNow([{ task: "read-product", payload: { shopId: String(shopId), productId }, key: `read-product:${shopId}:${productId}` }]));
}

/** What the merchant does to a discount of ours is looked at soon; what the app does to it is told as well, and once in a while is enough. */
function lookAtDiscount({ payload }: Incoming): Work {
  const discountId = discountOf(payload);
  return alone(async ({ shopId }, now) => {
    if (await readFor(shopId, (db) => livePoolOf(db, discountId)) === null) return;
    await postponeJob({ task: "look-at-discount", payload: { shopId: String(shopId), discountId }, key: `look-at-discount:${shopId}:${discountId}`, runAt: new Date(now.getTime() + DISCOUNT_LOOK_MS) });
  });
}

function noteFirstConsent({ payload }: Incoming): Work {
  const consent = parseConsentWebhook(payload);
  if (consent === null) return { kind: "nothing", note: "no consent to e-mails" };
  return alone(({ shopId }, now) => noteConsent(shopId, consent, now));
}

function removeCustomer({ payload }: Incoming): Work {
  const customerId = deletedCustomer(payload);
  return { kind: "alone", run: async ({ shopId }, now) => void await deleteCustomer(shopId, customerId, now) };
}

function merge({ payload }: Incoming): Work {
  const { kept, gone, completed } = parseMerge(payload);
  if (!completed) return { kind: "nothing", note: "the merge did not complete at Shopify" };
  return { kind: "alone", run: async ({ shopId }, now) => void await mergeCustomers(shopId, { fromCustomerId: gone, intoCustomerId: kept }, now) };
}

/** When it happened decides, not when it came: one from before the present install is ignored. */
function uninstall({ at, payload, delivery }: Incoming): Work {
  expectShop(payload, "myshopify_domain", delivery.shopDomain);
  return { kind: "alone", run: async ({ domain }) => void await uninstallShop(domain, at) };
}

/** As with an uninstall: news from before the present install is of another grant. */
function scopesUpdate({ payload, at }: Incoming): Work {
  const scopes = parseScopes(payload);
  return alone(async (shop) => {
    if (shop.installedAt === null || at >= shop.installedAt) await updateScopes(shop, scopes);
  });
}

function privacy({ payload, delivery }: Incoming, kind: "data_request" | "customer_redact"): Work {
  expectShop(payload, "shop_domain", delivery.shopDomain);
  const { requestId, subject } = parsePrivacyRequest(payload);
  const key = requestId === null ? `${kind}:${delivery.deliveryId}` : `${kind}:${requestId}`;
  return { kind: "alone", run: async ({ shopId }, now) => void await receiveRequest(shopId, { kind, key, subject }, now) };
}

function eraseShop({ payload, delivery, at }: Incoming): Work {
  expectShop(payload, "shop_domain", delivery.shopDomain);
  return alone(async ({ shopId }) => enqueueJobsNow([{ task: "erase-shop", payload: { shopId: String(shopId), askedAt: at.toISOString() }, key: `erase-shop:${shopId}` }]));
}

const alone = (run: Extract<Work, { kind: "alone" }>["run"]): Work => ({ kind: "alone", run });
