import type { CustomerFact } from "~/loyalty/members/customer-fact";
import type { AdminClient } from "../client/admin-client.server";
import { CUSTOMERS } from "../documents/customers.graphql";
import { parseCustomerQuery } from "../parse/customer-fact";

const A_CALL = 50;

/** Customers with their tags and language, which webhooks do not tell. Who is gone is left out. @throws ShopifyFault */
export async function readCustomers(client: AdminClient, customerIds: readonly string[]): Promise<CustomerFact[]> {
  const found: CustomerFact[] = [];
  for (let from = 0; from < customerIds.length; from += A_CALL) {
    const ids = customerIds.slice(from, from + A_CALL).map((id) => `gid://shopify/Customer/${id}`);
    const { nodes } = await client.run<{ nodes: ({ id?: string } | null)[] }>(CUSTOMERS, { ids });
    found.push(...nodes.filter((node) => node?.id).map(parseCustomerQuery));
  }
  return found;
}
