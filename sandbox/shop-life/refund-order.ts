import type { Sandbox } from "../sandbox";
import { refundPayload } from "../webhooks/payloads/refund-payload";
import { nextId } from "../world/ids";
import type { Id, Iso, Minor, Order, Refund, Shop } from "../world/types";
import { announceOrder } from "./announce-order";
import { customerById } from "./customer-by-id";
import { financialStatusOf } from "./financial-status-of";
import { momentOf } from "./moment-of";
import { orderById } from "./order-by-id";
import { STORE_CREDIT } from "./pay-order";
import { overpaidMinor, refundable, shippingLeft, shippingOf } from "./refund-balance";
import { Refusal } from "./refusal";
import { checkQuantities, takeBackLines, type LineQuantity } from "./take-back-lines";
import { wholeMinor } from "./whole-minor";

export interface RefundOrder {
  orderId: Id; lines?: LineQuantity[] | undefined;
  /** Shipping to give back, without its tax where prices are without tax. */
  shippingMinor?: Minor | undefined;
  /** Money that goes back. Missing: what lines and shipping are worth, as far as it was paid. Zero is a refund without money. */
  amountMinor?: Minor | undefined;
  to?: "original" | "store_credit" | undefined; note?: string | undefined; restock?: boolean | undefined; at?: Iso | undefined;
}

/** Gives goods, shipping or money back. Tells refunds/create and orders/updated. */
export function refundOrder(sandbox: Sandbox, shop: Shop, command: RefundOrder): Refund {
  const order = orderById(shop, command.orderId);
  const at = momentOf(sandbox, command.at);
  check(shop, order, command);
  const overpaid = overpaidMinor(order);
  const shipping = shippingOf(order, command.shippingMinor ?? 0);
  const lines = takeBackLines(sandbox.world, order, command.lines ?? []);
  const goods = lines.reduce((sum, line) => sum + line.subtotalMinor + (order.taxesIncluded ? 0 : line.taxMinor), 0) + shipping.shippingMinor + shipping.shippingTaxMinor;
  const amountMinor = command.amountMinor ?? Math.min(goods, refundable(order));
  const discrepancyMinor = goods - amountMinor;
  const refund: Refund = {
    id: nextId(sandbox.world), createdAt: at, note: command.note ?? null, lines, ...shipping, discrepancyMinor, transactions: [],
    pendingMinor: discrepancyMinor > 0 ? discrepancyMinor : 0 - Math.min(-discrepancyMinor, overpaid), restock: command.restock ?? true,
  };
  moveMoney(sandbox, shop, { order, refund, amountMinor, toCredit: command.to === "store_credit" });
  announceRefund(sandbox, shop, { order, refund, at });
  return refund;
}

/** Puts a refund into its order and tells refunds/create and orders/updated (and the other topics of the same act). */
export function announceRefund(sandbox: Sandbox, shop: Shop, change: { order: Order; refund: Refund; at: Iso; topics?: string[] }): void {
  const { order, refund, at } = change;
  order.refunds.push(refund);
  order.financialStatus = financialStatusOf(order);
  sandbox.emit(shop, "refunds/create", refundPayload(shop, order, refund));
  announceOrder(sandbox, shop, { order, at, topics: [...(change.topics ?? []), "orders/updated"] });
}

/** Books the money of a refund on its first payment, or on the customer's store credit. */
export function moveMoney(sandbox: Sandbox, shop: Shop, move: { order: Order; refund: Refund; amountMinor: Minor; toCredit: boolean }): void {
  const { order, refund, amountMinor, toCredit } = move;
  if (amountMinor === 0) return;
  const payment = order.transactions.find(({ kind }) => kind === "sale" || kind === "capture")!;
  const gateway = toCredit ? STORE_CREDIT : payment.gateway;
  if (gateway === STORE_CREDIT && order.customerId) customerById(shop, order.customerId).storeCreditMinor += amountMinor;
  refund.transactions.push({ id: nextId(sandbox.world), kind: "refund", status: "success", gateway, amountMinor, createdAt: refund.createdAt, parentId: payment.id });
}

function check(shop: Shop, order: Order, command: RefundOrder): void {
  const nothing = !command.lines?.length && !command.shippingMinor && command.amountMinor === undefined;
  if (nothing) throw new Refusal(`refund of order ${order.name}: names nothing, expected lines, shippingMinor or amountMinor`);
  checkQuantities(order, command.lines ?? []);
  const shipping = wholeMinor(command.shippingMinor ?? 0, "shippingMinor");
  if (shipping > shippingLeft(order)) throw new Refusal(`shippingMinor ${shipping}: ${shippingLeft(order)} of the shipping is left, expected no more than that`);
  const amount = wholeMinor(command.amountMinor ?? 0, "amountMinor");
  if (amount > refundable(order)) throw new Refusal(`amountMinor ${amount}: ${refundable(order)} was paid and not given back, expected no more than that`);
  if (command.to === "store_credit") {
    if (!order.customerId) throw new Refusal(`order ${order.name}: it has no customer, expected one for store credit`);
    customerById(shop, order.customerId);
  }
}
