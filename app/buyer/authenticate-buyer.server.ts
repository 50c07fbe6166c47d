import { env } from "~/env.server";
import { shopByDomain, type Shop } from "~/store/shops/shop-by-domain.server";
import { isFromExtension } from "./extension-answer";
import { addressOf } from "./rate-limit.server";
import { refusal } from "./refusal";
import { verifyExtensionToken } from "./verify-extension-token";
import { verifyProxyQuery } from "./verify-proxy-query";

/** A request whose shop and customer Shopify vouches for. `customerId` null: nobody is signed in. */
export interface Buyer { shop: Shop; customerId: string | null }
/** Beside it what tells guests apart, for limits alone, and the path of the app proxy it came by, `/apps/loyalty`; null from an extension. */
export interface Caller extends Buyer { guest: string; pathPrefix: string | null }

/**
 * Stands instead of the library's guard, which would load a session and refresh its token inside the request. Who is asking
 * comes from what Shopify signed alone: the query of its app proxy, or behind `/extension` the session token. Ids in bodies,
 * paths and other parameters never do. The address is never logged.
 * @throws Response 400 or 401 with a sentence
 */
export async function authenticateBuyer(request: Request, now = new Date()): Promise<Caller> {
  const secrets = [env.SHOPIFY_API_SECRET, env.SHOPIFY_API_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
  const identity = isFromExtension(request) ? ofExtension(request, { secrets, now }) : ofProxy(request, { secrets, now });
  const shop = await shopByDomain(identity.shop);
  if (!shop || shop.installedAt === null || shop.uninstalledAt !== null) {
    throw refusal(401, "not_installed", `shop ${identity.shop} does not have the app: expected a shop where it is installed`);
  }
  return { shop, customerId: identity.customerId, guest: identity.guest, pathPrefix: identity.pathPrefix };
}

interface Check { secrets: string[]; now: Date }

const ofProxy = (request: Request, check: Check) => ({ ...verifyProxyQuery(new URL(request.url).searchParams, check), guest: addressOf(request) });

/** An extension asks from the browser itself, so no proxy of Shopify's vouches for its address: a guest is their token. */
function ofExtension(request: Request, check: Check) {
  const { signature, ...identity } = verifyExtensionToken(request.headers.get("authorization"), { ...check, apiKey: env.SHOPIFY_API_KEY });
  return { ...identity, guest: signature, pathPrefix: null };
}
