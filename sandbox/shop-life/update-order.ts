import type { Sandbox } from "../sandbox";
import type { Id, Iso, Order, Shop } from "../world/types";
import { announceOrder } from "./announce-order";
import { customerById } from "./customer-by-id";
import { momentOf } from "./moment-of";
import { orderById } from "./order-by-id";

export interface UpdateOrder {
  orderId: Id; tags?: string[] | undefined; note?: string | null | undefined;
  /** Gives a guest order its customer, as a merchant does in the admin. */
  customerId?: Id | undefined; at?: Iso | undefined;
}

/** Tags, note or customer of an order change. Tells orders/updated. */
export function updateOrder(sandbox: Sandbox, shop: Shop, command: UpdateOrder): Order {
  const order = orderById(shop, command.orderId);
  const at = momentOf(sandbox, command.at);
  if (command.customerId !== undefined) order.customerId = customerById(shop, command.customerId).id;
  if (command.tags !== undefined) order.tags = command.tags;
  if (command.note !== undefined) order.note = command.note;
  announceOrder(sandbox, shop, { order, at, topics: ["orders/updated"] });
  return order;
}
