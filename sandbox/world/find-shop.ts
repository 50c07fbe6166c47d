import type { Shop, World } from "./types";

/** A shop by its `*.myshopify.com` domain or by its handle alone. */
export function findShop(world: World, domainOrHandle: string): Shop | null {
  const name = domainOrHandle.toLowerCase();
  const domain = name.includes(".") ? name : `${name}.myshopify.com`;
  return Object.hasOwn(world.shops, domain) ? world.shops[domain]! : null;
}

/** `evergreen-goods` of `evergreen-goods.myshopify.com`. */
export function handleOfShop(shop: Shop): string {
  return shop.domain.replace(/\.myshopify\.com$/, "");
}
