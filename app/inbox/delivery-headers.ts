import type { IncomingHttpHeaders } from "node:http";

/** What the headers of a webhook say. */
export interface DeliveryHeaders {
  topic: string;
  shopDomain: string;
  /** Constant over the retries of one delivery. */
  webhookId: string;
  apiVersion: string;
  eventId: string | null;
  triggeredAt: Date | null;
}

const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]{0,59}\.myshopify\.com$/;
const TOPIC = /^[a-z_.]{1,60}(\/[a-z_]{1,60})?$/;
const SHORT = /^[\x21-\x7e]{1,200}$/;

/** @returns the sentence that says which header is missing or wrong, instead of the headers. */
export function deliveryHeaders(headers: IncomingHttpHeaders): DeliveryHeaders | string {
  const shopDomain = one(headers, "x-shopify-shop-domain")?.toLowerCase();
  const topic = one(headers, "x-shopify-topic")?.toLowerCase();
  const webhookId = one(headers, "x-shopify-webhook-id");
  const apiVersion = one(headers, "x-shopify-api-version");
  if (!topic) return "X-Shopify-Topic is missing: expected a topic such as orders/paid";
  if (!TOPIC.test(topic)) return "X-Shopify-Topic is no topic: expected one such as orders/paid";
  if (!shopDomain) return "X-Shopify-Shop-Domain is missing: expected <name>.myshopify.com";
  if (!SHOP_DOMAIN.test(shopDomain)) return "X-Shopify-Shop-Domain is no shop: expected <name>.myshopify.com";
  if (!webhookId) return "X-Shopify-Webhook-Id is missing: expected the id of the delivery";
  if (!SHORT.test(webhookId)) return "X-Shopify-Webhook-Id is no id: expected at most 200 visible characters";
  if (!apiVersion) return "X-Shopify-API-Version is missing: expected a version such as 2026-10";
  const eventId = one(headers, "x-shopify-event-id");
  return {
    topic, shopDomain, webhookId, apiVersion: apiVersion.slice(0, 40), eventId: eventId && SHORT.test(eventId) ? eventId : null,
    triggeredAt: moment(one(headers, "x-shopify-triggered-at")),
  };
}

/** Node joins a repeated header with a comma, so a second value never passes the patterns above. */
function one(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function moment(text: string | undefined): Date | null {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at);
}
