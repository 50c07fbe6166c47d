import type { Sandbox } from "../sandbox";
import { orderEditedPayload } from "../webhooks/payloads/order-edited-payload";
import { nextId } from "../world/ids";
import { orderTotals } from "../world/order-totals";
import type { Id, Iso, Order, Refund, Shop } from "../world/types";
import { addLines } from "./edit-order";
import { momentOf } from "./moment-of";
import { orderById } from "./order-by-id";
import { orderLines, type OrderedLine } from "./order-lines";
import { Refusal } from "./refusal";
import { refundable } from "./refund-balance";
import { announceRefund, moveMoney } from "./refund-order";
import { checkQuantities, takeBackLines, type LineQuantity } from "./take-back-lines";

export interface ExchangeOrder { orderId: Id; return: LineQuantity[]; add: OrderedLine[]; note?: string | undefined; at?: Iso | undefined }

/**
 * Returned goods pay for new ones on the same order. What the new ones cost more stays outstanding, what they cost less goes
 * back. Tells orders/edited, refunds/create and orders/updated.
 */
export function exchangeOrder(sandbox: Sandbox, shop: Shop, command: ExchangeOrder): Order {
  const order = orderById(shop, command.orderId);
  const at = momentOf(sandbox, command.at);
  if (order.cancelledAt) throw new Refusal(`order ${order.name}: it is cancelled, expected an open order`);
  if (command.return.length === 0) throw new Refusal("return: it is empty, expected the lines that come back");
  if (command.add.length === 0) throw new Refusal("add: it is empty, expected the lines that go out instead");
  checkQuantities(order, command.return);
  const added = orderLines(sandbox.world, shop, command.add);
  const lines = takeBackLines(sandbox.world, order, command.return);
  addLines(shop, order, added);
  const refund = exchangeRefund(sandbox, shop, { order, lines, at, note: command.note ?? null });
  const additions = added.map((line) => ({ id: line.id, delta: line.quantity }));
  sandbox.emit(shop, "orders/edited", orderEditedPayload(shop, order, { id: nextId(sandbox.world), at, additions, removals: [] }));
  announceRefund(sandbox, shop, { order, refund, at });
  return order;
}

function exchangeRefund(sandbox: Sandbox, shop: Shop, from: { order: Order; lines: Refund["lines"]; at: Iso; note: string | null }): Refund {
  const { order, lines, at, note } = from;
  const goods = lines.reduce((sum, line) => sum + line.subtotalMinor + (order.taxesIncluded ? 0 : line.taxMinor), 0);
  const back = Math.min(goods, Math.max(0, refundable(order) - orderTotals(order).currentTotal));
  const refund: Refund = {
    id: nextId(sandbox.world), createdAt: at, note, lines, shippingMinor: 0, discrepancyMinor: goods - back, pendingMinor: goods - back, transactions: [], restock: true,
  };
  moveMoney(sandbox, shop, { order, refund, amountMinor: back, toCredit: false });
  return refund;
}
