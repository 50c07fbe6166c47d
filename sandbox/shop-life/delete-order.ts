import type { Sandbox } from "../sandbox";
import type { Id, Iso, Order, Shop } from "../world/types";
import { momentOf } from "./moment-of";
import { orderById } from "./order-by-id";

export interface DeleteOrder { orderId: Id; at?: Iso | undefined }

/**
 * Deletes an order for ever. Tells orders/delete, which carries the id alone. Shopify allows it only for archived, canceled and
 * test orders; here every order can go, so that what an app does about it can be tried.
 */
export function deleteOrder(sandbox: Sandbox, shop: Shop, command: DeleteOrder): Order {
  const order = orderById(shop, command.orderId);
  order.deleted = true;
  order.updatedAt = momentOf(sandbox, command.at);
  sandbox.emit(shop, "orders/delete", { id: BigInt(order.id) });
  return order;
}
