import { createHmac } from "node:crypto";

/**
 * Shopify's app proxy signature: all parameters but `signature`, decoded, values of a repeated one joined by commas, sorted
 * by name, written `name=value` without anything between; hex HMAC-SHA256 with the app's secret.
 */
export function signProxyQuery(parameters: Iterable<[name: string, value: string]>, secret: string): string {
  const values = new Map<string, string[]>();
  for (const [name, value] of parameters) {
    if (name !== "signature") values.set(name, [...(values.get(name) ?? []), value]);
  }
  const message = [...values].map(([name, all]) => `${name}=${all.join(",")}`).sort().join("");
  return createHmac("sha256", secret).update(message).digest("hex");
}

export interface ProxyIdentity { shop: string; pathPrefix: string; customerId: string | null; now: Date }

/**
 * The query the app gets: what the browser sent comes first and unchanged, Shopify's own parameters follow. A parameter the
 * browser made up therefore stands twice, and it is for the app to refuse that. `rawQuery` is without the question mark.
 */
export function proxyQuery(rawQuery: string, identity: ProxyIdentity, secret: string): string {
  const added = new URLSearchParams([
    ["logged_in_customer_id", identity.customerId ?? ""], ["path_prefix", identity.pathPrefix], ["shop", identity.shop],
    ["timestamp", Math.floor(identity.now.getTime() / 1000).toString()],
  ]);
  const signature = signProxyQuery([...new URLSearchParams(rawQuery), ...added], secret);
  return [rawQuery, added.toString(), `signature=${signature}`].filter((part) => part !== "").join("&");
}
