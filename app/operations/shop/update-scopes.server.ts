import { adminFor } from "~/shopify/client/admin-client.server";
import { featuresOff } from "~/shopify/shops/features-off";
import { readShop } from "~/shopify/shops/read-shop.server";
import { enqueueJobsNow, shopJob } from "~/store/jobs/enqueue.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { setShopFeatures } from "~/store/shops/set-shop-features.server";

/**
 * Scopes were granted or taken back: notes them, with the features that are off for it and why. What the import had to leave out
 * for want of a scope may be readable now; what is done as a whole is not read again.
 */
export async function updateScopes({ shopId, domain }: Pick<Shop, "shopId" | "domain">, scopes: string[]): Promise<void> {
  await setShopFeatures(domain, scopes, featuresOff(scopes));
  await enqueueJobsNow([shopJob("import-shop", shopId)]);
}

/** The merchant was asked for scopes in a page: what is granted is asked of Shopify now, whose news of it may take. @throws ShopifyFault */
export async function updateScopesNow(shop: Shop): Promise<{ scopes: string[] }> {
  const { scopes } = await readShop(adminFor(shop.domain));
  await updateScopes(shop, scopes);
  return { scopes };
}
