import { env } from "~/env.server";
import { shopByDomain, type Shop } from "~/store/shops/shop-by-domain.server";
import { refusal } from "./refusal";
import { verifyProxyQuery } from "./verify-proxy-query";

/** A request of Shopify's app proxy whose shop and customer are verified. `customerId` null: nobody is signed in. `pathPrefix`: the path it came by, `/apps/loyalty`. */
export interface Buyer { shop: Shop; customerId: string | null; pathPrefix: string }

/**
 * Stands instead of the library's guard, which would load a session and refresh its token inside the request. Who is asking
 * comes from the signed query alone: ids in bodies, paths and other parameters never do. The address is never logged.
 * @throws Response 400 or 401 with a sentence
 */
export async function authenticateBuyer(request: Request, now = new Date()): Promise<Buyer> {
  const secrets = [env.SHOPIFY_API_SECRET, env.SHOPIFY_API_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
  const identity = verifyProxyQuery(new URL(request.url).searchParams, { secrets, now });
  const shop = await shopByDomain(identity.shop);
  if (!shop || shop.installedAt === null || shop.uninstalledAt !== null) {
    throw refusal(401, "not_installed", `shop ${identity.shop} does not have the app: expected a shop where it is installed`);
  }
  return { shop, customerId: identity.customerId, pathPrefix: identity.pathPrefix };
}
