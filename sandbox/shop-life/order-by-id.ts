import type { Id, Order, Shop } from "../world/types";
import { Refusal } from "./refusal";

/** The order that may still be changed; refuses unknown and deleted ones. */
export function orderById(shop: Shop, orderId: Id): Order {
  const order = Object.hasOwn(shop.orders, orderId) ? shop.orders[orderId] : undefined;
  if (!order) throw new Refusal(`order ${orderId} of ${shop.domain}: expected an order of this shop`, true);
  if (order.deleted) throw new Refusal(`order ${order.name}: it was deleted, expected an order that still exists`, true);
  return order;
}
