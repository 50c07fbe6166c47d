import type { Sandbox } from "../sandbox";
import { nextId } from "../world/ids";
import type { Id, Iso, Order, Refund, Shop } from "../world/types";
import { announceOrder } from "./announce-order";
import { financialStatusOf } from "./financial-status-of";
import { momentOf } from "./moment-of";
import { orderById } from "./order-by-id";
import { Refusal } from "./refusal";
import { refundable, shippingLeft, shippingOf } from "./refund-balance";
import { announceRefund, moveMoney } from "./refund-order";
import { takeBackLines } from "./take-back-lines";

export const CANCEL_REASONS = ["customer", "inventory", "fraud", "declined", "staff", "other"] as const;

export interface CancelOrder {
  orderId: Id; reason?: (typeof CANCEL_REASONS)[number] | undefined;
  /** Give all the money back (the default); false cancels and keeps it. */
  refund?: boolean | undefined; toStoreCredit?: boolean | undefined; at?: Iso | undefined;
}

/** Cancels an order. Tells orders/cancelled and orders/updated, and refunds/create when money goes back. */
export function cancelOrder(sandbox: Sandbox, shop: Shop, command: CancelOrder): Order {
  const order = orderById(shop, command.orderId);
  const at = momentOf(sandbox, command.at);
  if (order.cancelledAt) throw new Refusal(`order ${order.name}: it was cancelled at ${order.cancelledAt}, expected an open order`);
  if (order.fulfillmentStatus === "fulfilled") throw new Refusal(`order ${order.name}: it is fulfilled, expected one that is not on its way (refund it instead)`);
  if (command.toStoreCredit && !order.customerId) throw new Refusal(`order ${order.name}: it has no customer, expected one for store credit`);
  const paid = refundable(order);
  const refund = paid > 0 && command.refund !== false ? wholeRefund(sandbox, shop, { order, at, toCredit: command.toStoreCredit ?? false }) : null;
  order.cancelledAt = at;
  order.closedAt = at;
  order.cancelReason = command.reason ?? "customer";
  if (paid === 0) for (const line of order.lines) line.currentQuantity = 0;
  if (refund) announceRefund(sandbox, shop, { order, refund, at, topics: ["orders/cancelled"] });
  else {
    order.financialStatus = financialStatusOf(order);
    announceOrder(sandbox, shop, { order, at, topics: ["orders/cancelled", "orders/updated"] });
  }
  return order;
}

function wholeRefund(sandbox: Sandbox, shop: Shop, from: { order: Order; at: Iso; toCredit: boolean }): Refund {
  const { order, at, toCredit } = from;
  const amountMinor = refundable(order);
  const shipping = shippingOf(order, shippingLeft(order));
  const left = order.lines.filter((line) => line.currentQuantity > 0).map((line) => ({ lineId: line.id, quantity: line.currentQuantity }));
  const lines = takeBackLines(sandbox.world, order, left);
  const goods = lines.reduce((sum, line) => sum + line.subtotalMinor + (order.taxesIncluded ? 0 : line.taxMinor), 0);
  const discrepancyMinor = goods + shipping.shippingMinor + shipping.shippingTaxMinor - amountMinor;
  const refund: Refund = { id: nextId(sandbox.world), createdAt: at, note: "Order canceled", lines, ...shipping, discrepancyMinor, pendingMinor: discrepancyMinor, transactions: [], restock: true };
  moveMoney(sandbox, shop, { order, refund, amountMinor, toCredit });
  return refund;
}
