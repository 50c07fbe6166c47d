import type { Sandbox } from "../sandbox";
import { orderEditedPayload } from "../webhooks/payloads/order-edited-payload";
import { nextId } from "../world/ids";
import type { Id, Iso, Order, OrderLine, Shop } from "../world/types";
import { announceOrder } from "./announce-order";
import { financialStatusOf } from "./financial-status-of";
import { momentOf } from "./moment-of";
import { orderById } from "./order-by-id";
import { orderLines, type OrderedLine } from "./order-lines";
import { Refusal } from "./refusal";
import { taxOf } from "./tax-of";

export interface EditOrder {
  orderId: Id;
  add?: OrderedLine[] | undefined;
  /** New current quantities of lines; zero takes a line off. */
  set?: { lineId: Id; quantity: number }[] | undefined;
  at?: Iso | undefined;
}

/** Changes what was ordered; money follows by paying or refunding. Tells orders/edited (the changes only) and orders/updated. */
export function editOrder(sandbox: Sandbox, shop: Shop, command: EditOrder): Order {
  const order = orderById(shop, command.orderId);
  const at = momentOf(sandbox, command.at);
  if (order.cancelledAt) throw new Refusal(`order ${order.name}: it is cancelled, expected an open order`);
  const deltas = changesOf(order, command.set ?? []);
  const added = orderLines(sandbox.world, shop, command.add ?? []);
  if (deltas.length === 0 && added.length === 0) throw new Refusal(`edit of order ${order.name}: changes nothing, expected lines to add or other quantities`);
  const wasPaid = order.financialStatus === "paid";
  for (const { line, delta } of deltas) changeQuantity(shop, order, { line, delta });
  addLines(shop, order, added);
  order.financialStatus = financialStatusOf(order);
  const additions = [...deltas.filter(({ delta }) => delta > 0).map(({ line, delta }) => ({ id: line.id, delta })), ...added.map((line) => ({ id: line.id, delta: line.quantity }))];
  const removals = deltas.filter(({ delta }) => delta < 0).map(({ line, delta }) => ({ id: line.id, delta: -delta }));
  sandbox.emit(shop, "orders/edited", orderEditedPayload(shop, order, { id: nextId(sandbox.world), at, additions, removals }));
  const nowPaid = !wasPaid && order.financialStatus === "paid";
  announceOrder(sandbox, shop, { order, at, topics: nowPaid ? ["orders/paid", "orders/updated"] : ["orders/updated"] });
  return order;
}

/** Puts new lines into an order, taxed as the order is. */
export function addLines(shop: Shop, order: Order, added: OrderLine[]): void {
  const tax = { rate: shop.taxRate, included: order.taxesIncluded };
  for (const line of added) if (line.taxable) line.taxMinor = taxOf(line.unitPriceMinor * line.quantity, tax);
  order.lines.push(...added);
}

function changesOf(order: Order, set: { lineId: Id; quantity: number }[]): { line: OrderLine; delta: number }[] {
  const seen = new Set<Id>();
  return set.map(({ lineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === lineId);
    if (!line) throw new Refusal(`lineId ${lineId}: expected a line of order ${order.name}`);
    if (seen.has(lineId)) throw new Refusal(`lineId ${lineId}: named twice, expected each line once`);
    seen.add(lineId);
    if (!Number.isSafeInteger(quantity) || quantity < 0) throw new Refusal(`quantity ${quantity} of line ${lineId}: expected a whole number, zero or more`);
    const delta = quantity - line.currentQuantity;
    // Shopify refuses the same: more of a discounted or partly returned line would change what its first units cost.
    if (delta > 0 && (line.discountMinor > 0 || line.currentQuantity < line.quantity)) {
      throw new Refusal(`quantity ${quantity} of line ${lineId}: it is discounted or partly taken off, expected more to be added as a new line`);
    }
    return { line, delta };
  }).filter(({ delta }) => delta !== 0);
}

function changeQuantity(shop: Shop, order: Order, change: { line: OrderLine; delta: number }): void {
  const { line, delta } = change;
  line.currentQuantity += delta;
  if (delta < 0) return;
  line.quantity += delta;
  if (line.taxable) line.taxMinor = taxOf(line.unitPriceMinor * line.quantity, { rate: shop.taxRate, included: order.taxesIncluded });
}
