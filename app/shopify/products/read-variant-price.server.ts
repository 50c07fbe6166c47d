import { parseMinor } from "~/loyalty/money/parse-minor";
import type { AdminClient } from "../client/admin-client.server";
import { VARIANT_PRICE } from "../documents/products.graphql";

/** What a variant costs in the shop's currency, in minor units; null when there is none. @throws ShopifyFault */
export async function readVariantPrice(client: AdminClient, { variantId, currency }: { variantId: string; currency: string }): Promise<number | null> {
  const { productVariant } = await client.run<{ productVariant: { price: string } | null }>(VARIANT_PRICE, { id: `gid://shopify/ProductVariant/${variantId}` });
  return productVariant && parseMinor(productVariant.price, currency, "productVariant.price");
}
