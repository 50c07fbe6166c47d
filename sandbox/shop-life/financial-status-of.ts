import { orderTotals } from "../world/order-totals";
import type { Order } from "../world/types";

/** The financial status that an order's transactions and refunds add up to. */
export function financialStatusOf(order: Order): Order["financialStatus"] {
  const { paid, refunded, outstanding, total } = orderTotals(order);
  if (refunded > 0) return refunded >= paid ? "refunded" : "partially_refunded";
  if (paid === 0 && order.cancelledAt) return "voided";
  if (paid === 0 && total > 0) return order.transactions.some(isOpenAuthorization) ? "authorized" : "pending";
  return outstanding > 0 ? "partially_paid" : "paid";
}

function isOpenAuthorization(transaction: Order["transactions"][number]): boolean {
  return transaction.kind === "authorization" && transaction.status === "success";
}
