import type { Sandbox } from "../sandbox";
import { nextId } from "../world/ids";
import { decimalOf } from "../world/money";
import { orderTotals } from "../world/order-totals";
import type { Id, Iso, Minor, Order, OrderTransaction, Shop } from "../world/types";
import { announceOrder } from "./announce-order";
import { customerById } from "./customer-by-id";
import { financialStatusOf } from "./financial-status-of";
import { momentOf } from "./moment-of";
import { orderById } from "./order-by-id";
import { Refusal } from "./refusal";
import { wholeMinor } from "./whole-minor";

export const STORE_CREDIT = "shopify_store_credit";

export interface PayOrder {
  orderId: Id;
  /** Missing: all that is outstanding. */
  amountMinor?: Minor | undefined;
  /** `shopify_payments` unless named; `gift_card` and `shopify_store_credit` are how Shopify names the other two. */
  gateway?: string | undefined;
  /** Only reserves the money; the next payment captures it. */
  authorizeOnly?: boolean | undefined;
  at?: Iso | undefined;
}

/** Takes money for an order, all or a part. Tells orders/updated, and orders/paid once nothing is outstanding. */
export function payOrder(sandbox: Sandbox, shop: Shop, command: PayOrder): Order {
  const order = orderById(shop, command.orderId);
  const at = momentOf(sandbox, command.at);
  const amountMinor = payable(order, command);
  const gateway = command.gateway ?? "shopify_payments";
  if (gateway === STORE_CREDIT) spendStoreCredit(shop, order, amountMinor);
  const authorization = order.transactions.find((transaction) => transaction.kind === "authorization");
  const transaction: OrderTransaction = {
    id: nextId(sandbox.world), kind: command.authorizeOnly ? "authorization" : authorization ? "capture" : "sale", status: "success",
    gateway, amountMinor, createdAt: at, ...(authorization && !command.authorizeOnly ? { parentId: authorization.id } : {}),
  };
  order.transactions.push(transaction);
  const before = order.financialStatus;
  order.financialStatus = financialStatusOf(order);
  const nowPaid = before !== "paid" && order.financialStatus === "paid";
  announceOrder(sandbox, shop, { order, at, topics: nowPaid ? ["orders/paid", "orders/updated"] : ["orders/updated"] });
  return order;
}

function payable(order: Order, command: PayOrder): Minor {
  if (order.cancelledAt) throw new Refusal(`order ${order.name}: it is cancelled, expected an open order`);
  const { outstanding } = orderTotals(order);
  const amount = wholeMinor(command.amountMinor ?? outstanding, "amountMinor");
  const owed = `${decimalOf(outstanding, order.currency)} ${order.currency}`;
  if (outstanding === 0) throw new Refusal(`order ${order.name}: nothing is outstanding, expected an order with an open amount`);
  if (amount === 0) throw new Refusal(`amountMinor 0: expected an amount up to the outstanding ${owed}`);
  if (amount > outstanding) throw new Refusal(`amountMinor ${amount}: order ${order.name} has ${owed} outstanding, expected no more than that`);
  return amount;
}

function spendStoreCredit(shop: Shop, order: Order, amountMinor: Minor): void {
  if (!order.customerId) throw new Refusal(`order ${order.name}: it has no customer, expected one whose store credit pays`);
  const customer = customerById(shop, order.customerId);
  if (customer.storeCreditMinor < amountMinor) {
    throw new Refusal(`amountMinor ${amountMinor}: customer ${customer.id} has ${customer.storeCreditMinor} of store credit, expected no more than that`);
  }
  customer.storeCreditMinor -= amountMinor;
}
