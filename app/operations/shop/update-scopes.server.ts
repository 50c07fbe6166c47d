import { setShopFeatures } from "~/store/shops/set-shop-features.server";

/** Scopes were granted or taken back: notes them, with the features that are off for it and why. */
export function updateScopes(domain: string, scopes: string[], featuresOff: Record<string, string>): Promise<boolean> {
  return setShopFeatures(domain, scopes, featuresOff);
}
