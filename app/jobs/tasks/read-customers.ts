import { upsertCustomers } from "~/operations/members/upsert-customers.server";
import { adminFor } from "~/shopify/client/admin-client.server";
import { readCustomers } from "~/shopify/customers/read-customers.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";

/** Reads customers: tags and language, which their webhooks do not tell, and everything of those who just joined. */
export async function readTags(shop: Shop, customerIds: readonly string[], now: () => Date): Promise<void> {
  await upsertCustomers(shop.shopId, await readCustomers(adminFor(shop.domain, "background"), customerIds), now());
}
