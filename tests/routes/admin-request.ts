import { createHmac } from "node:crypto";
import { saveSession } from "~/store/sessions/sessions.server";

const SECRET = "hush-this-is-a-test-secret";
const KEY = "test-api-key";

/** Settings the admin's modules read when they are first imported. */
export function setAdminEnv(): void {
  Object.assign(process.env, { SHOPIFY_API_KEY: KEY, SHOPIFY_API_SECRET: SECRET, SHOPIFY_APP_URL: "https://app.example" });
}

interface Token { shop: string; secret?: string; audience?: string; expiresIn?: number; user?: string; algorithm?: "HS256" | "none" }

/** A session token as Shopify's admin makes it; everything can be wrong on purpose. */
export function sessionToken({ shop, secret = SECRET, audience = KEY, expiresIn = 60, user = "42", algorithm = "HS256" }: Token): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: `https://${shop}/admin`, dest: `https://${shop}`, aud: audience, sub: user, iat: now - 5, nbf: now - 5, exp: now + expiresIn, jti: "1", sid: "1" };
  const text = `${part({ alg: algorithm, typ: "JWT" })}.${part(claims)}`;
  return algorithm === "none" ? `${text}.` : `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

/** The shop's stored offline session, so that no token is exchanged over the network. */
export function signIn(shop: string): Promise<void> {
  return saveSession({
    id: `offline_${shop}`, shop, state: "", isOnline: false, scope: "read_orders,write_customers", expires: new Date(Date.now() + 3_600_000),
    refreshTokenExpires: null, secrets: { accessToken: "shpat_test" },
  });
}

export const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36";

/** A request as Remix's router sends it from the embedded page; `body` goes as JSON by POST. */
export function adminRequest(path: string, { token, body }: { token?: string; body?: unknown } = {}): Request {
  const headers = new Headers({ "User-Agent": CHROME, ...(token && { Authorization: `Bearer ${token}` }), ...(body !== undefined && { "Content-Type": "application/json" }) });
  return new Request(`https://app.example${path}`, body === undefined ? { headers } : { method: "POST", headers, body: typeof body === "string" ? body : JSON.stringify(body) });
}
