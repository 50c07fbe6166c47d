import type { AdminClient } from "../client/admin-client.server";
import { CUSTOMER_TAGS } from "../documents/members.graphql";
import { changeTags } from "./change-tags.server";
import { tierTagChange } from "./tier-tags";

export interface CustomerToTag { customerId: string; tier: string | null }

/**
 * Lets exactly the tag of its tier stand at each of up to 20 customers, seen from the tags they have now. Other tags are left
 * alone; repeating it changes nothing; customers that are gone are left out.
 * @returns what Shopify refused, by customer, with its sentence. @throws ShopifyFault
 */
export async function retagCustomers(client: AdminClient, customers: readonly CustomerToTag[]): Promise<Map<string, string>> {
  if (customers.length === 0) return new Map();
  const { nodes } = await client.run<{ nodes: ({ tags?: string[] } | null)[] }>(CUSTOMER_TAGS, { ids: customers.map(({ customerId }) => `gid://shopify/Customer/${customerId}`) });
  const changes = customers.flatMap(({ customerId, tier }, i) => {
    const tags = nodes[i]?.tags;
    if (!tags) return [];
    const change = { customerId, ...tierTagChange(tags, tier) };
    return change.add.length + change.remove.length > 0 ? [change] : [];
  });
  return (await changeTags(client, changes)).refused;
}
