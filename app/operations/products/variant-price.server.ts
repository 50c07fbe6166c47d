import { adminFor } from "~/shopify/client/admin-client.server";
import { readVariantPrice } from "~/shopify/products/read-variant-price.server";

/** Whoever looks at a page waits no longer for something it can do without. */
const PATIENCE_MS = 3_000;

/** What a variant costs now: minor units; `gone` when the shop has it no longer, `unknown` while Shopify does not say. */
export type VariantPrice = { minor: number } | "gone" | "unknown";

/** Asks Shopify. Never throws. */
export function variantPrice(domain: string, { variantId, currency }: { variantId: string; currency: string }): Promise<VariantPrice> {
  const asked = readVariantPrice(adminFor(domain), { variantId, currency }).then((minor): VariantPrice => (minor === null ? "gone" : { minor }), (): VariantPrice => "unknown");
  return Promise.race([asked, new Promise<VariantPrice>((resolve) => setTimeout(resolve, PATIENCE_MS, "unknown").unref())]);
}
