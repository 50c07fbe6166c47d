import { gid } from "../../world/ids";
import type { Minor, Order, Refund, Shop } from "../../world/types";
import { linePayload } from "./line-payload";
import { orderMoney, type OrderMoney } from "./order-money";
import { shopTime } from "./shop-time";
import { transactionPayload } from "./transaction-payload";

/** refunds/create, and each entry of an order's `refunds`. */
export function refundPayload(shop: Shop, order: Order, refund: Refund) {
  const money = orderMoney(order);
  return {
    id: BigInt(refund.id),
    admin_graphql_api_id: gid("Refund", refund.id),
    created_at: shopTime(refund.createdAt, shop.timezone),
    note: refund.note,
    order_id: BigInt(order.id),
    processed_at: shopTime(refund.createdAt, shop.timezone),
    restock: refund.restock ?? true,
    return: null,
    total_duties_set: money.set(0),
    user_id: null,
    order_adjustments: adjustments(order, refund, money),
    transactions: refund.transactions.map((transaction) => transactionPayload(shop, transaction, { order, money })),
    refund_line_items: refund.lines.map((line) => refundLine(shop, line, { order, refund, money })),
    duties: [],
    additional_fees: [],
    refund_shipping_lines: [],
  };
}

function refundLine(shop: Shop, line: Refund["lines"][number], context: { order: Order; refund: Refund; money: OrderMoney }) {
  const { order, refund, money } = context;
  const ordered = order.lines.find(({ id }) => id === line.lineId)!;
  return {
    id: BigInt(line.id),
    line_item_id: BigInt(line.lineId),
    location_id: null,
    quantity: line.quantity,
    restock_type: refund.restock === false ? "no_restock" : "return",
    subtotal: money.amount(line.subtotalMinor),
    subtotal_set: money.set(line.subtotalMinor),
    total_tax: money.amount(line.taxMinor),
    total_tax_set: money.set(line.taxMinor),
    line_item: linePayload(shop, ordered, { order, money }),
  };
}

/**
 * Shipping that went back is a negative amount. A discrepancy is negative where more money went back than goods: called pending
 * where it pays what an earlier act left owing (goods edited away or returned without money), plain where it is goodwill.
 */
function adjustments(order: Order, refund: Refund, money: OrderMoney) {
  const pending = refund.pendingMinor ?? 0;
  const owed = pending < 0 ? pending : 0;
  const rows: [kind: string, reason: string, amount: Minor, tax: Minor][] = [
    ["shipping_refund", "Shipping refund", -refund.shippingMinor, -(refund.shippingTaxMinor ?? 0)],
    ["refund_discrepancy", "Refund discrepancy", refund.discrepancyMinor - owed, 0],
    ["refund_discrepancy", "Pending refund discrepancy", owed, 0],
  ];
  return rows.filter(([, , amount]) => amount !== 0).map(([kind, reason, amount, tax], index) => ({
    // Adjustments have no record of their own in this world: the refund's id with their place makes theirs.
    id: BigInt(refund.id) * 10n + BigInt(index),
    order_id: BigInt(order.id),
    refund_id: BigInt(refund.id),
    amount: money.amount(amount),
    amount_set: money.set(amount),
    kind,
    reason,
    tax_amount: money.amount(tax),
    tax_amount_set: money.set(tax),
  }));
}
