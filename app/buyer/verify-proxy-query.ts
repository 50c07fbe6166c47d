import { createHmac, timingSafeEqual } from "node:crypto";
import { refusal } from "./refusal";

/** What Shopify vouches for. Nothing else in a request says who is asking. */
export interface ProxyIdentity { shop: string; customerId: string | null; pathPrefix: string }
export interface ProxyCheck { secrets: readonly string[]; now: Date }

const SIGNED = ["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"] as const;
const MESSAGE_NAMES = SIGNED.filter((name) => name !== "signature");
export const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;
const MAX_AGE_SECONDS = 90;

/**
 * Verifies the query of an app proxy request as Shopify signs it: every parameter but `signature`, sorted by name, repeated
 * values joined by commas, written `name=value` without anything between; hex HMAC-SHA256.
 * Stricter than the library: each signed parameter stands exactly once, in the query and in the signed text. The text has no
 * separators, so a shopper could have Shopify sign `?a=logged_in_customer_id=7m=` and send the app the same text cut into
 * other parameters, as customer 7; the real name would then stand in it twice.
 * @throws Response 400 (repeated or malformed parameter), 401 (missing, wrong or old signature)
 */
export function verifyProxyQuery(query: URLSearchParams, { secrets, now }: ProxyCheck): ProxyIdentity {
  const value = Object.fromEntries(SIGNED.map((name) => [name, once(query, name)])) as Record<(typeof SIGNED)[number], string>;
  const message = messageOf(query);
  for (const name of MESSAGE_NAMES) {
    if (message.split(`${name}=`).length !== 2) throw refusal(400, "parameter_repeated", `parameter ${name} stands more than once in the signed text: expected it exactly once`);
  }
  if (!isSigned(message, value.signature, secrets)) throw refusal(401, "signature_wrong", "parameter signature does not fit the request: expected Shopify's signature of it");
  checkForm(value);
  checkAge(value.timestamp, now);
  return { shop: value.shop, customerId: value.logged_in_customer_id || null, pathPrefix: value.path_prefix };
}

function once(query: URLSearchParams, name: string): string {
  const values = query.getAll(name);
  if (values.length > 1) throw refusal(400, "parameter_repeated", `parameter ${name} stands ${values.length} times in the query: expected it exactly once`);
  if (values.length === 0) throw refusal(401, "not_signed", `parameter ${name} is missing in the query: expected a request signed by Shopify's app proxy`);
  return values[0]!;
}

export function messageOf(query: URLSearchParams): string {
  const names = [...new Set(query.keys())].filter((name) => name !== "signature").sort();
  return names.map((name) => `${name}=${query.getAll(name).join(",")}`).join("");
}

function isSigned(message: string, signature: string, secrets: readonly string[]): boolean {
  if (!/^[0-9a-f]{64}$/.test(signature)) return false;
  const given = Buffer.from(signature, "hex");
  // All secrets are tried, so that the time does not tell which one fits.
  return secrets.map((secret) => timingSafeEqual(createHmac("sha256", secret).update(message).digest(), given)).includes(true);
}

function checkForm(value: Record<(typeof SIGNED)[number], string>): void {
  if (!/^\d{0,20}$/.test(value.logged_in_customer_id)) throw malformed("logged_in_customer_id", "a customer's number or nothing");
  if (!SHOP_DOMAIN.test(value.shop)) throw malformed("shop", "name.myshopify.com");
  if (!/^\/[\w-]+\/[\w-]+$/.test(value.path_prefix)) throw malformed("path_prefix", "/apps/name");
  if (!/^\d{1,12}$/.test(value.timestamp)) throw malformed("timestamp", "seconds since 1970");
}

const malformed = (name: string, expected: string) => refusal(400, "parameter_malformed", `parameter ${name} cannot be read: expected ${expected}`);

function checkAge(timestamp: string, now: Date): void {
  const age = Math.floor(now.getTime() / 1000) - Number(timestamp);
  if (Math.abs(age) > MAX_AGE_SECONDS) throw refusal(401, "too_old", `parameter timestamp is ${Math.abs(age)} seconds off: expected at most ${MAX_AGE_SECONDS}`);
}
