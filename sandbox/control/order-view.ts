import { orderTotals, type OrderTotals } from "../world/order-totals";
import type { Order } from "../world/types";

/** An order as the control API shows it: the world's record with its sums. */
export function orderView(order: Order): Order & { totals: OrderTotals } {
  return { ...order, totals: orderTotals(order) };
}
