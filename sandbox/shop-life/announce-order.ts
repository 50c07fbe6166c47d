import type { Sandbox } from "../sandbox";
import { orderPayload } from "../webhooks/payloads/order-payload";
import type { Iso, Order, Shop } from "../world/types";

/** Marks the order as changed and tells each topic, all with the order as it is now. */
export function announceOrder(sandbox: Sandbox, shop: Shop, change: { order: Order; at: Iso; topics: string[] }): void {
  const { order, at, topics } = change;
  if (at > order.updatedAt) order.updatedAt = at;
  const payload = orderPayload(shop, order);
  for (const topic of topics) sandbox.emit(shop, topic, payload);
}
