import type { Sandbox } from "../sandbox";
import type { Shop } from "../world/types";

export interface Subscription { uri: string; filter?: string; includeFields?: string[]; name?: string; apiId?: string }

const COMPLIANCE = new Set(["customers/data_request", "customers/redact", "shop/redact"]);
/** Sent although the app is gone. */
export const AFTER_UNINSTALL = new Set(["app/uninstalled", ...COMPLIANCE]);

/** Who is told of a topic in a shop: subscriptions of the app's file, and those the app made by the Admin API in this shop. */
export function subscriptionsFor(sandbox: Sandbox, shop: Shop, topic: string): Subscription[] {
  if (!shop.install && !AFTER_UNINSTALL.has(topic)) return [];
  const declared = sandbox.appConfig.webhooks.filter((row) => (COMPLIANCE.has(topic) ? row.complianceTopics : row.topics).includes(topic));
  const wanted = topicName(topic);
  const made = shop.subscriptionsOfApi.filter((row) => topicName(row.topic) === wanted);
  return [
    ...declared.map(({ uri, filter, includeFields, name }) => tidy({ uri, filter, includeFields, name })),
    ...made.map(({ id, uri, filter, includeFields, name }) => tidy({ uri, filter, includeFields, name, apiId: id })),
  ];
}

/** Subscriptions of the Admin API name topics as its enum does: `ORDERS_PAID` is `orders/paid`. */
function topicName(topic: string): string {
  return topic.toUpperCase().replace(/[^A-Z]/g, "_");
}

function tidy(row: { uri: string; filter?: string | undefined; includeFields?: string[] | undefined; name?: string | undefined; apiId?: string }): Subscription {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as Subscription;
}
