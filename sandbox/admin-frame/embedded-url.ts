import { createHmac, randomBytes } from "node:crypto";
import { mintSessionToken } from "../oauth/session-token";
import { handleOfShop } from "../world/find-shop";
import type { Shop, World } from "../world/types";

/** `host` as Shopify writes it: base64 of where the admin of this shop is, without padding. */
function hostParameter(shop: Shop): string {
  return Buffer.from(`admin.shopify.com/store/${handleOfShop(shop)}`).toString("base64").replace(/=+$/, "");
}

/**
 * The address the admin's iframe loads: a page of the app with the parameters of an embedded app, signed with hex
 * HMAC-SHA256 over all of them, sorted by name. `path` starts with a slash and may have a query.
 */
export function embeddedUrl(world: World, shop: Shop, page: { path: string; now: Date }): string {
  const url = new URL(page.path, `${world.app.appUrl}/`);
  const own: Record<string, string> = {
    embedded: "1", host: hostParameter(shop), id_token: mintSessionToken(world, shop), locale: "en-US",
    session: randomBytes(32).toString("hex"), shop: shop.domain, timestamp: Math.floor(page.now.getTime() / 1000).toString(),
  };
  for (const [name, value] of Object.entries(own)) url.searchParams.set(name, value);
  const message = [...url.searchParams].map(([name, value]) => `${name}=${value}`).sort().join("&");
  url.searchParams.set("hmac", createHmac("sha256", world.app.apiSecret).update(message).digest("hex"));
  return url.toString();
}
