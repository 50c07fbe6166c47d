import { createHmac, randomUUID } from "node:crypto";
import { messageOf } from "~/buyer/verify-proxy-query";

export const SECRET = "buyer-test-secret";

/** The settings the guard reads, for a process that is only tested. */
export function buyerEnvironment(): void {
  Object.assign(process.env, { SHOPIFY_API_KEY: "key", SHOPIFY_API_SECRET: SECRET, SHOPIFY_APP_URL: "https://app.example", ENCRYPTION_KEYS: process.env.ENCRYPTION_KEYS ?? `k:${Buffer.alloc(32).toString("base64")}` });
}

export interface Asked {
  shop: string;
  /** Empty: nobody is signed in. */
  customer?: string;
  /** What the browser put into the address, before Shopify's own parameters. */
  query?: [string, string][];
  method?: string;
  body?: string;
  headers?: Record<string, string>;
  address?: string;
  /** What it is signed with, where that is not the tests' own. */
  secret?: string;
  /** Where the merchant has the app proxy. */
  pathPrefix?: string;
}

/** A request as Shopify's app proxy sends it to the app. */
export function proxied(path: string, { shop, customer = "", query = [], method = "GET", body, headers = {}, address = "203.0.113.7", secret = SECRET, pathPrefix = "/apps/loyalty" }: Asked): Request {
  const search = new URLSearchParams([...query, ["shop", shop], ["logged_in_customer_id", customer], ["path_prefix", pathPrefix], ["timestamp", String(Math.floor(Date.now() / 1000))]]);
  search.append("signature", createHmac("sha256", secret).update(messageOf(search)).digest("hex"));
  return new Request(`https://app.example/proxy/${path}?${search}`, { method, headers: { "x-forwarded-for": address, ...headers }, ...(body === undefined ? {} : { body }) });
}

/** A command as the storefront's script sends it. */
export function command(path: string, asked: Asked & { key?: string }): Request {
  return proxied(path, { method: "POST", body: "{}", ...asked, headers: { "content-type": "application/json", "idempotency-key": asked.key ?? randomUUID(), ...asked.headers } });
}

/** Status and body of an answer. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read into answers of many shapes
export async function read(answer: Response | Promise<Response>): Promise<{ status: number; body: any; headers: Headers }> {
  const response = await answer;
  return { status: response.status, body: await response.json(), headers: response.headers };
}
