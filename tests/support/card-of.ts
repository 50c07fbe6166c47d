import type { Shop } from "../../sandbox/world/types";

/** A customer's card as Shopify has it, JSON; undefined for none. */
export const cardOf = (shop: Shop, customerId: string): string | undefined =>
  Object.values(shop.metafields[`gid://shopify/Customer/${customerId}`] ?? {}).find(({ key }) => key === "card")?.value;
