import { gid } from "../../world/ids";
import type { Order, OrderTransaction } from "../../world/types";
import { moneyBag } from "../core/money-set";

/** A payment or a payback as the API shows it. Gift cards and store credit are told by their gateway. */
export function transactionOf(order: Order, transaction: OrderTransaction) {
  const parent = transaction.parentId ? order.transactions.find(({ id }) => id === transaction.parentId) : undefined;
  return {
    id: gid("OrderTransaction", transaction.id), kind: transaction.kind.toUpperCase(), status: transaction.status.toUpperCase(), test: order.test,
    gateway: transaction.gateway, formattedGateway: transaction.gateway.replaceAll("_", " "), amountSet: moneyBag(order, transaction.amountMinor),
    createdAt: transaction.createdAt, processedAt: transaction.createdAt, manualPaymentGateway: transaction.gateway === "manual",
    parentTransaction: parent ? { id: gid("OrderTransaction", parent.id), kind: parent.kind.toUpperCase(), gateway: parent.gateway } : null,
    paymentId: `${order.token}.${transaction.id}`, errorCode: transaction.status === "failure" ? "CARD_DECLINED" : null,
  };
}
