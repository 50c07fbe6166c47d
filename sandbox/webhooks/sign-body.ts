import { createHmac } from "node:crypto";

/** Shopify's signature: base64 of HMAC-SHA256 over the raw bytes of the body with the app's secret. */
export function signBody(body: string | Buffer, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}
