import { type BridgeConfig, handleOf } from "./config";

const RESTRICTED = ["hmac", "locale", "protocol", "session", "id_token", "shop", "timestamp", "host", "embedded", "appLoadId"];

/**
 * Where an address of Shopify's lies in the sandbox: `shopify://admin/…`, `https://admin.shopify.com/store/x/…`,
 * `https://x.myshopify.com/admin/…` and the shop's storefront. Null for any other address.
 */
export function sandboxUrl(address: string, config: BridgeConfig, frameOrigin: string): string | null {
  const store = `${frameOrigin}/store/${handleOf(config)}`;
  const scheme = /^shopify:\/*admin\/?/i.exec(address);
  if (scheme) return `${store}/${address.slice(scheme[0].length)}`;
  const url = URL.canParse(address, location.href) ? new URL(address, location.href) : null;
  if (!url) return null;
  const rest = `${url.pathname}${url.search}${url.hash}`;
  if (url.host === "admin.shopify.com" && rest.startsWith("/store/")) return `${frameOrigin}${rest}`;
  if (url.host !== config.shop) return null;
  return /^\/admin(\/|$)/.test(rest) ? `${store}${rest.slice("/admin".length)}` : `${frameOrigin}/shop/${handleOf(config)}${rest}`;
}

/** An address of the app without what belongs to one load of the frame, as path. */
export function appPath(url: URL): string {
  const query = new URLSearchParams(url.search);
  for (const name of RESTRICTED) query.delete(name);
  const text = query.toString();
  return `${url.pathname}${text ? `?${text}` : ""}${url.hash}`;
}
