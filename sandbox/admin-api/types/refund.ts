import { gid } from "../../world/ids";
import type { Order, Refund } from "../../world/types";
import { connection, inGivenOrder } from "../core/connection";
import { same, type TypeResolvers } from "../core/context";
import { moneyBag } from "../core/money-set";
import { lineItem } from "./line-item";
import { shippingLineOf } from "./order-parts";
import { transactionOf } from "./order-transaction";

export interface RefundSource extends Refund { order: Order }
type RefundLine = Refund["lines"][number] & { order: Order; restock: boolean };

export function refundOf(order: Order, refund: Refund): RefundSource {
  return { ...refund, order };
}

export const RefundFields: TypeResolvers = {
  ...same("createdAt", "note", "order"),
  id: (refund: RefundSource) => gid("Refund", refund.id),
  legacyResourceId: (refund: RefundSource) => refund.id,
  processedAt: (refund: RefundSource) => refund.createdAt,
  updatedAt: (refund: RefundSource) => refund.createdAt,
  duties: () => [],
  return: () => null,
  totalRefundedSet: (refund: RefundSource) => moneyBag(refund.order, refund.transactions.reduce((sum, { status, amountMinor }) => sum + (status === "success" ? amountMinor : 0), 0)),
  refundLineItems: (refund: RefundSource, args, context, info) => {
    const lines = refund.lines.map((line) => ({ ...line, order: refund.order, restock: refund.restock ?? true }));
    return connection(lines, args, inGivenOrder(lines), { context, info });
  },
  transactions: (refund: RefundSource, args, context, info) => {
    const page = connection(refund.transactions, args, inGivenOrder(refund.transactions), { context, info });
    const shown = (row: Refund["transactions"][number]) => transactionOf(refund.order, row);
    return { ...page, nodes: page.nodes.map(shown), edges: page.edges.map((edge) => ({ ...edge, node: shown(edge.node) })) };
  },
  orderAdjustments: (refund: RefundSource, args, context, info) => {
    const rows = adjustmentsOf(refund);
    return connection(rows, args, inGivenOrder(rows), { context, info });
  },
  refundShippingLines: (refund: RefundSource, args, context, info) => {
    const rows = refund.shippingMinor === 0 ? [] : [{
      id: gid("RefundShippingLine", `${refund.id}8`), shippingLine: shippingLineOf(context, refund.order),
      subtotalAmountSet: moneyBag(refund.order, refund.shippingMinor), taxAmountSet: moneyBag(refund.order, refund.shippingTaxMinor ?? 0),
    }];
    return connection(rows, args, inGivenOrder(rows), { context, info });
  },
};

/** A discrepancy is pending where it pays what an earlier act left owing, plain where it is goodwill. */
function adjustmentsOf(refund: RefundSource) {
  const owed = Math.min(0, refund.pendingMinor ?? 0);
  const parts: [reason: string, minor: number][] = [["REFUND_DISCREPANCY", refund.discrepancyMinor - owed], ["PENDING_REFUND_DISCREPANCY", owed]];
  return parts.filter(([, minor]) => minor !== 0).map(([reason, minor], index) => ({
    id: gid("OrderAdjustment", `${refund.id}${index + 7}`), reason, amountSet: moneyBag(refund.order, minor), taxAmountSet: moneyBag(refund.order, 0),
  }));
}

export const RefundLineItemFields: TypeResolvers = {
  ...same("quantity"),
  id: (line: RefundLine) => gid("RefundLineItem", line.id),
  lineItem: (line: RefundLine) => lineItem(line.order, line.order.lines.find(({ id }) => id === line.lineId)!),
  priceSet: (line: RefundLine) => moneyBag(line.order, Math.round(line.subtotalMinor / Math.max(1, line.quantity))),
  subtotalSet: (line: RefundLine) => moneyBag(line.order, line.subtotalMinor),
  totalTaxSet: (line: RefundLine) => moneyBag(line.order, line.taxMinor),
  restocked: (line: RefundLine) => line.restock,
  restockType: (line: RefundLine) => (line.restock ? "RETURN" : "NO_RESTOCK"),
  location: () => null,
};
