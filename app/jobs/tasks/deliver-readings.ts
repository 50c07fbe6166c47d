import { RECONCILED_ORDER } from "~/inbox/topics.server";
import type { OrderNode } from "~/shopify/orders/read-order.server";
import { API_VERSION } from "~/shopify/client/admin-client.server";
import { insertDeliveries } from "~/store/inbox/insert-deliveries.server";

/** Counts up when more of an order is read than before: then what was read of the same state is another delivery. */
const FORM = 2;

/**
 * Puts orders as a query gave them into the inbox, where they are settled like any webhook. One reading of one state of an
 * order is one delivery, however often it is read.
 */
export async function deliverReadings(shopDomain: string, orders: readonly OrderNode[]): Promise<void> {
  await insertDeliveries(orders.map((order) => {
    const orderId = order.id.slice(order.id.lastIndexOf("/") + 1);
    return {
      shopDomain, deliveryId: `reconcile:order:${orderId}:${order.updatedAt}:${FORM}`, eventId: null, topic: RECONCILED_ORDER, apiVersion: API_VERSION,
      triggeredAt: new Date(order.readAt), body: Buffer.from(JSON.stringify(order)),
    };
  }));
}
