import { createHmac, timingSafeEqual } from "node:crypto";

const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/;

/**
 * True when `signature` (X-Shopify-Hmac-Sha256) is the base64 HMAC-SHA256 of the raw bytes under one of `secrets`.
 * Compared in constant time. During a rotation Shopify may sign with the old one for an hour.
 */
export function verifyShopifyWebhook(body: Uint8Array, signature: string | undefined, secrets: readonly string[]): boolean {
  // Node's base64 decoder forgives; a signature written in another way is not the signature.
  if (signature === undefined || !SIGNATURE.test(signature)) return false;
  const given = Buffer.from(signature, "base64");
  return secrets.some((secret) => timingSafeEqual(createHmac("sha256", secret).update(body).digest(), given));
}
