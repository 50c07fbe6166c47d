import type { Sandbox } from "../sandbox";
import type { Id, Iso, Order, Shop } from "../world/types";
import { announceOrder } from "./announce-order";
import { momentOf } from "./moment-of";
import { orderById } from "./order-by-id";
import { Refusal } from "./refusal";

export interface FulfillOrder { orderId: Id; at?: Iso | undefined }

/** Everything is on its way. Tells orders/fulfilled and orders/updated. */
export function fulfillOrder(sandbox: Sandbox, shop: Shop, command: FulfillOrder): Order {
  const order = orderById(shop, command.orderId);
  const at = momentOf(sandbox, command.at);
  if (order.cancelledAt) throw new Refusal(`order ${order.name}: it is cancelled, expected an open order`);
  if (order.fulfillmentStatus === "fulfilled") throw new Refusal(`order ${order.name}: it was fulfilled at ${order.fulfilledAt}, expected one that was not`);
  if (!order.lines.some((line) => line.currentQuantity > 0)) throw new Refusal(`order ${order.name}: nothing is left of it, expected goods to send`);
  order.fulfillmentStatus = "fulfilled";
  order.fulfilledAt = at;
  announceOrder(sandbox, shop, { order, at, topics: ["orders/fulfilled", "orders/updated"] });
  return order;
}
