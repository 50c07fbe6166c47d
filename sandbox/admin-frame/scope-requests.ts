import type { Sandbox } from "../sandbox";
import { installApp } from "../shop-life/install-app";
import type { Shop } from "../world/types";

export interface ScopesDetail { granted: string[]; required: string[]; optional: string[] }

/** `shopify.scopes.query()`: what the merchant granted, and what the app's configuration asks for. */
export function scopesDetail(sandbox: Sandbox, shop: Shop): ScopesDetail {
  const { scopes, optionalScopes } = sandbox.appConfig;
  return { granted: shop.install?.scopes ?? [], required: scopes, optional: optionalScopes };
}

/** The merchant agrees to optional scopes; tells app/scopes_update. Answers the sentence that refuses scopes nobody declared. */
export function grantScopes(sandbox: Sandbox, shop: Shop, wanted: string[]): ScopesDetail | string {
  const stranger = wanted.find((scope) => !sandbox.appConfig.optionalScopes.includes(scope) && !sandbox.appConfig.scopes.includes(scope));
  if (stranger) return `scope ${stranger}: expected a scope of access_scopes in shopify.app.toml`;
  installApp(sandbox, shop, { scopes: [...new Set([...(shop.install?.scopes ?? []), ...wanted])] });
  return scopesDetail(sandbox, shop);
}

/** The app gives optional scopes back. Required ones cannot be given back. */
export function revokeScopes(sandbox: Sandbox, shop: Shop, unwanted: string[]): ScopesDetail | string {
  const required = unwanted.find((scope) => sandbox.appConfig.scopes.includes(scope));
  if (required) return `scope ${required}: it is required in shopify.app.toml, expected an optional one`;
  installApp(sandbox, shop, { scopes: (shop.install?.scopes ?? []).filter((scope) => !unwanted.includes(scope)) });
  return scopesDetail(sandbox, shop);
}
