import { nowOf } from "./clock";
import type { Shop, World } from "./types";

/** Shopify-managed installation: the merchant granted these scopes. Installing again renews scopes and keeps tokens. */
export function installApp(world: World, shop: Shop, scopes: string[]): void {
  if (shop.install) shop.install.scopes = scopes;
  else shop.install = { installedAt: nowOf(world), scopes, accessTokens: [], refreshTokens: [] };
}

/** Takes the app off a shop: every token dies at once. API-made subscriptions go with it. The caller emits `app/uninstalled`. */
export function uninstallApp(shop: Shop): void {
  shop.install = null;
  shop.subscriptionsOfApi = [];
}
