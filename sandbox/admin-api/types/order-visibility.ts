import type { Order } from "../../world/types";
import type { ApiContext } from "../core/context";
import { seenByIndex } from "../core/stale-answers";

const DAYS_SEEN_MS = 60 * 86_400_000;

/** Without `read_all_orders` an app sees the orders of the last 60 days and no others. */
export function mayRead({ scopes, sandbox }: ApiContext, order: Order): boolean {
  return !order.deleted && (scopes.has("read_all_orders") || Date.parse(order.createdAt) >= sandbox.now().getTime() - DAYS_SEEN_MS);
}

export function visibleOrder(context: ApiContext, id: string): Order | null {
  const { orders } = context.shop;
  const order = Object.hasOwn(orders, id) ? orders[id]! : null;
  return order && mayRead(context, order) ? order : null;
}

export function visibleOrders(context: ApiContext, customerId?: string): Order[] {
  return Object.values(context.shop.orders).filter((order) =>
    (customerId === undefined || order.customerId === customerId) && mayRead(context, order) && seenByIndex(context, order.updatedAt));
}
