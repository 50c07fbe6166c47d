import { parseMinor } from "~/loyalty/money/parse-minor";
import type { PriceToday } from "~/loyalty/rewards/price-today";
import type { AdminClient } from "../client/admin-client.server";
import { VARIANT_PRICES } from "../documents/products.graphql";

/** What variants cost in the shop's currency. At most 250 at once. @throws ShopifyFault */
export async function readVariantPrices(client: AdminClient, { variantIds, currency }: { variantIds: readonly string[]; currency: string }): Promise<Map<string, PriceToday>> {
  const { nodes } = await client.run<{ nodes: ({ price?: string } | null)[] }>(VARIANT_PRICES, { ids: variantIds.map((id) => `gid://shopify/ProductVariant/${id}`) });
  return new Map(variantIds.map((id, i) => {
    const price = nodes[i]?.price;
    return [id, price === undefined ? "gone" : { minor: parseMinor(price, currency, "productVariant.price") }];
  }));
}
