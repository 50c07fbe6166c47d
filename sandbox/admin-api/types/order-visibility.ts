import type { Order } from "../../world/types";
import type { ApiContext } from "../core/context";
import { seenByIndex } from "../core/stale-answers";

const DAYS_SEEN_MS = 60 * 86_400_000;

/** Without `read_all_orders` an app sees the orders of the last 60 days and no others. */
function mayRead({ scopes, sandbox }: ApiContext, order: Order): boolean {
  return !order.deleted && (scopes.has("read_all_orders") || Date.parse(order.createdAt) >= sandbox.now().getTime() - DAYS_SEEN_MS);
}

export function visibleOrder(context: ApiContext, id: string): Order | null {
  const { orders } = context.shop;
  const order = Object.hasOwn(orders, id) ? orders[id]! : null;
  return order && mayRead(context, order) ? order : null;
}

export function visibleOrders(context: ApiContext, among = Object.values(context.shop.orders)): Order[] {
  return among.filter((order) => mayRead(context, order) && seenByIndex(context, order.updatedAt));
}

const sorted = new WeakMap<ApiContext, Map<string, Order[]>>();

/** Every order by its customer, gone through once a request: a page of customers asks for it row by row. */
export function ordersByCustomer(context: ApiContext): Map<string, Order[]> {
  const known = sorted.get(context);
  if (known) return known;
  const byCustomer = new Map<string, Order[]>();
  for (const order of Object.values(context.shop.orders)) {
    if (order.customerId === null) continue;
    const orders = byCustomer.get(order.customerId);
    if (orders) orders.push(order);
    else byCustomer.set(order.customerId, [order]);
  }
  sorted.set(context, byCustomer);
  return byCustomer;
}
