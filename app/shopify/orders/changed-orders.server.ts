import type { AdminClient } from "../client/admin-client.server";
import { CHANGED_ORDERS } from "../documents/orders.graphql";

export interface ChangedOrder { orderId: string; createdAt: string; updatedAt: string; discountCodes: string[] }

interface Answer { orders: { nodes: { id: string; createdAt: string; updatedAt: string; discountCodes: string[] }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } }

/** Orders that changed at or after `since`, oldest change first, a page at a time. @throws ShopifyFault */
export async function* changedOrders(client: AdminClient, since: Date): AsyncGenerator<ChangedOrder[]> {
  let after: string | null = null;
  for (;;) {
    const { orders }: Answer = await client.run<Answer>(CHANGED_ORDERS, { query: `updated_at:>='${since.toISOString()}'`, after });
    yield orders.nodes.map(({ id, createdAt, updatedAt, discountCodes }) => ({ discountCodes, orderId: id.slice(id.lastIndexOf("/") + 1), createdAt: new Date(createdAt).toISOString(), updatedAt: new Date(updatedAt).toISOString() }));
    if (!orders.pageInfo.hasNextPage || !orders.pageInfo.endCursor) return;
    after = orders.pageInfo.endCursor;
  }
}
