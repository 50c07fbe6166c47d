import type { Customer, Shop } from "../world/types";

/** The customer an address belongs to, upper and lower case alike; null when it is nobody's. */
export function customerByEmail(shop: Shop, email: string): Customer | null {
  const wanted = email.trim().toLowerCase();
  return Object.values(shop.customers).find((customer) => !customer.mergedInto && customer.email?.toLowerCase() === wanted) ?? null;
}
