import { createHmac, timingSafeEqual } from "node:crypto";
import { refusal } from "./refusal";
import { SHOP_DOMAIN } from "./verify-proxy-query";

/** Who a session token of a checkout or account extension speaks for. `customerId` null: nobody is signed in. */
export interface ExtensionIdentity { shop: string; customerId: string | null; /** Differs from token to token, and nobody but Shopify can make one. */ signature: string }
export interface ExtensionCheck { secrets: readonly string[]; apiKey: string; now: Date }

/** Clocks differ a little. */
const TOLERANCE_SECONDS = 10;
const MAX_LENGTH = 4_096;
const PART = /^[A-Za-z0-9_-]+$/;

/**
 * Verifies the header `Authorization: Bearer <session token>` of a UI extension: a JWT that Shopify signed with the app's secret
 * by HS256, whatever its own header asks for. The library leaves `aud` unchecked for extensions; here it must be this app.
 * An admin's token is signed with the same secret: its `sub` is a staff member's number and is no customer.
 * @throws Response 401 with a sentence; the token is never repeated in it
 */
export function verifyExtensionToken(authorization: string | null, { secrets, apiKey, now }: ExtensionCheck): ExtensionIdentity {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (!token) throw refused("token_missing", "header Authorization is missing or no bearer: expected `Bearer` and the extension's session token");
  const [header, payload, signature, ...more] = token.length > MAX_LENGTH ? [] : token.split(".");
  if (![header, payload, signature].every((part) => part !== undefined && PART.test(part)) || more.length > 0) throw refused("token_malformed", "the session token has not three parts: expected a JWT");
  if (partOf(header!)?.alg !== "HS256" || partOf(header!)?.crit !== undefined) throw refused("token_algorithm", "the session token names another algorithm: expected HS256");
  if (!isSigned(`${header}.${payload}`, signature!, secrets)) throw refused("signature_wrong", "the session token's signature does not fit: expected one that Shopify signed for this app");
  return { ...identityOf(partOf(payload!), { apiKey, now }), signature: signature! };
}

const refused = (code: string, message: string) => refusal(401, code, `${message}.`);

function partOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isSigned(text: string, signature: string, secrets: readonly string[]): boolean {
  const given = Buffer.from(signature, "base64url");
  // All secrets are tried, so that the time does not tell which one fits.
  return secrets.map((secret) => {
    const own = createHmac("sha256", secret).update(text).digest();
    return own.length === given.length && timingSafeEqual(own, given);
  }).includes(true);
}

function identityOf(claims: Record<string, unknown> | null, { apiKey, now }: Pick<ExtensionCheck, "apiKey" | "now">): Omit<ExtensionIdentity, "signature"> {
  if (!claims) throw refused("token_malformed", "the session token's claims cannot be read: expected a JSON object");
  const seconds = now.getTime() / 1000;
  if (typeof claims.exp !== "number" || typeof claims.nbf !== "number") throw refused("token_malformed", "claim exp or nbf of the session token is missing: expected seconds since 1970");
  if (claims.exp + TOLERANCE_SECONDS <= seconds) throw refused("token_expired", "the session token is over: expected a new one");
  if (claims.nbf - TOLERANCE_SECONDS > seconds) throw refused("token_too_early", "the session token is not good yet: expected one of this moment");
  if (claims.aud !== apiKey) throw refused("token_for_another_app", "claim aud of the session token names another app: expected this one");
  return { shop: shopOf(claims.dest), customerId: customerOf(claims.sub) };
}

/** `demo.myshopify.com`, or with `https://` as in tokens of the admin. */
function shopOf(dest: unknown): string {
  const domain = typeof dest === "string" ? dest.replace(/^https:\/\//, "") : "";
  if (!SHOP_DOMAIN.test(domain)) throw refused("token_malformed", "claim dest of the session token is no shop: expected name.myshopify.com");
  return domain;
}

function customerOf(sub: unknown): string | null {
  if (sub === undefined) return null;
  const id = typeof sub === "string" ? /^gid:\/\/shopify\/Customer\/(\d{1,20})$/.exec(sub)?.[1] : undefined;
  if (!id) throw refused("token_not_a_customer", "claim sub of the session token is no customer: expected gid://shopify/Customer/<number>, or none");
  return id;
}
