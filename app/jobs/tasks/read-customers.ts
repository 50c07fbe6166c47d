import { upsertCustomers } from "~/operations/members/upsert-customers.server";
import { adminFor } from "~/shopify/client/admin-client.server";
import { readCustomers } from "~/shopify/customers/read-customers.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";

/** Reads tags and language of customers, which their webhooks do not tell. */
export async function readTags(shop: Shop, customerIds: readonly string[], now: () => Date): Promise<void> {
  await upsertCustomers(shop.shopId, await readCustomers(adminFor(shop.domain, "background"), customerIds), now());
}
