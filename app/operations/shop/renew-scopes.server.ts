import { adminFor } from "~/shopify/client/admin-client.server";
import { featuresOff } from "~/shopify/shops/features-off";
import { readShop } from "~/shopify/shops/read-shop.server";
import { enqueueJobsNow, shopJob } from "~/store/jobs/enqueue.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { setShopFeatures } from "~/store/shops/set-shop-features.server";

/**
 * The merchant was asked for scopes in a page: notes what is granted now, instead of waiting for Shopify's news of it, and has
 * the past read that it opens. @throws ShopifyFault
 */
export async function renewScopes({ shopId, domain }: Shop): Promise<{ scopes: string[] }> {
  const { scopes } = await readShop(adminFor(domain));
  await setShopFeatures(domain, scopes, featuresOff(scopes));
  await enqueueJobsNow([shopJob("import-shop", shopId)]);
  return { scopes };
}
