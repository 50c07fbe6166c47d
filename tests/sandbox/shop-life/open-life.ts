import { openSandbox, type SandboxOptions } from "../../../sandbox/open-sandbox";
import type { Sandbox } from "../../../sandbox/sandbox";
import { installApp } from "../../../sandbox/shop-life/install-app";
import type { Courier } from "../../../sandbox/webhooks/courier";
import { startWebhooks } from "../../../sandbox/webhooks/start-webhooks";
import { onTopic } from "../../../sandbox/world/emit";
import { findShop } from "../../../sandbox/world/find-shop";
import type { Product, Shop } from "../../../sandbox/world/types";
import { signedReceiver, type Receiver } from "../webhooks/signed-receiver";

export const SECRET = "receiver-secret";
export const ALL_TOPICS = [
  "orders/create", "orders/paid", "orders/updated", "orders/edited", "orders/cancelled", "orders/delete", "orders/fulfilled", "orders/risk_assessment_changed", "refunds/create",
  "customers/create", "customers/update", "customers/delete", "customers/merge", "disputes/create", "disputes/update", "products/update", "app/uninstalled", "app/scopes_update",
];

/** A world without server or network, and the topics it told. */
export function openWorld(options: SandboxOptions = {}) {
  const { sandbox } = openSandbox(options);
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- payloads differ by topic and tests look into them freely
  const told: { topic: string; resource: any }[] = [];
  onTopic(sandbox.world, (_shop, topic, resource) => void told.push({ topic, resource }));
  return { sandbox, told, topics: () => told.splice(0).map(({ topic }) => topic), usd: shopOf(sandbox, "evergreen-goods"), jpy: shopOf(sandbox, "hanami-store"), kwd: shopOf(sandbox, "souk-kuwait") };
}

export interface Life { sandbox: Sandbox; shop: Shop; courier: Courier; app: Receiver; close(): Promise<void> }

/** A sandbox that delivers to a receiver, with the app installed on the dollar shop and told of everything. */
export async function openLife(options: SandboxOptions = {}): Promise<Life> {
  const app = await signedReceiver(SECRET);
  const opened = openSandbox({ ...options, app: { apiSecret: SECRET, appUrl: app.url } });
  const { sandbox } = opened;
  sandbox.appConfig = {
    ...sandbox.appConfig, scopes: ["read_orders", "read_customers"],
    webhooks: [{ topics: ALL_TOPICS, complianceTopics: [], uri: "/webhooks" }, { topics: [], complianceTopics: ["customers/data_request", "customers/redact", "shop/redact"], uri: "/compliance" }],
  };
  const courier = startWebhooks(sandbox);
  const shop = shopOf(sandbox, "evergreen-goods");
  installApp(sandbox, shop, {});
  return { sandbox, shop, courier, app, close: async () => { await opened.close(); await app.close(); } };
}

export function shopOf(sandbox: Sandbox, handle: string): Shop {
  const shop = findShop(sandbox.world, handle);
  if (!shop) throw new Error(`no shop ${handle}`);
  return shop;
}

/** A product of the shop that is no gift card, or the gift card. */
export function productOf(shop: Shop, giftCard = false): Product {
  return Object.values(shop.products).find((product) => (product.giftCard ?? false) === giftCard)!;
}
