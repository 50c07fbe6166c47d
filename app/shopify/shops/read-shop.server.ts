import type { AdminClient } from "../client/admin-client.server";
import { SHOP } from "../documents/shop.graphql";
import { idOf } from "../parse/read";

export interface ShopFacts {
  shopifyId: string; name: string; currency: string; timezone: string; country: string | null; plan: string | null;
  /** A store for development: it may earn with test orders. */
  development: boolean;
  scopes: string[];
}

interface Answer {
  shop: { id: string; name: string; currencyCode: string; ianaTimezone: string; plan: { publicDisplayName: string; partnerDevelopment: boolean }; shopAddress: { countryCodeV2: string | null } };
  currentAppInstallation: { accessScopes: { handle: string }[] };
}

/** @throws ShopifyFault */
export async function readShop(client: AdminClient): Promise<ShopFacts> {
  const { shop, currentAppInstallation } = await client.run<Answer>(SHOP);
  return {
    shopifyId: idOf(shop.id, "shop.id"), name: shop.name, currency: shop.currencyCode, timezone: shop.ianaTimezone, country: shop.shopAddress.countryCodeV2,
    plan: shop.plan.publicDisplayName, development: shop.plan.partnerDevelopment, scopes: currentAppInstallation.accessScopes.map(({ handle }) => handle),
  };
}
