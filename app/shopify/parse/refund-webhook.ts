import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import type { OrderFact, RefundFact } from "~/loyalty/orders/order-fact";
import { currencyOf, decimalMinor, NOTHING, pairNamed, type Currencies } from "./money";
import { countOf, fieldsOf, idOf, listOf, textOf, timeOf, type Fields } from "./read";
import { refundFact } from "./refund-fact";

/**
 * refunds/create: a patch of its order, which may not be known yet.
 * @param taxesIncluded of the order, when it is known.
 * @throws RangeError with value, place and expectation.
 */
export function parseRefundWebhook(payload: unknown, taxesIncluded: boolean | null): OrderFact {
  const refund = fieldsOf(payload, "refund");
  const orderId = idOf(refund.order_id, "refund.order_id");
  return refundPatch(orderId, refundOf(refund, { currencies: currenciesOf(refund), taxesIncluded, place: "refund" }));
}

/** Order a refunds/create is about, before anything else of it is read. */
export const orderOfRefund = (payload: unknown): string => idOf(fieldsOf(payload, "refund").order_id, "refund.order_id");

export interface RefundContext { currencies: Currencies; taxesIncluded: boolean | null; place: string }

export function refundOf(refund: Fields, { currencies, taxesIncluded, place }: RefundContext): RefundFact {
  const adjustments = listOf(refund.order_adjustments, `${place}.order_adjustments`).map((entry, i) => adjustmentOf(entry, currencies, `${place}.order_adjustments[${i}]`));
  return refundFact({
    refundId: idOf(refund.id, `${place}.id`),
    createdAt: timeOf(refund.created_at ?? refund.processed_at, `${place}.created_at`),
    lines: listOf(refund.refund_line_items, `${place}.refund_line_items`).map((entry, i) => lineOf(entry, currencies, `${place}.refund_line_items[${i}]`)),
    discrepancies: adjustments.filter(({ shipping }) => !shipping),
    shippingMinor: adjustments.reduce((sum, { shipping, minor }) => sum + (shipping ? Math.max(0, -minor) : 0), 0),
    paidMinor: listOf(refund.transactions, `${place}.transactions`).reduce<number>((sum, entry, i) => sum + paidBack(entry, currencies, `${place}.transactions[${i}]`), 0),
  }, taxesIncluded);
}

function lineOf(entry: unknown, currencies: Currencies, place: string) {
  const line = fieldsOf(entry, place);
  return {
    lineId: idOf(line.line_item_id, `${place}.line_item_id`),
    quantity: countOf(line.quantity, `${place}.quantity`),
    subtotal: pairNamed(line, "subtotal", { currencies, place }),
    tax: line.total_tax === undefined && line.total_tax_set === undefined ? NOTHING : pairNamed(line, "total_tax", { currencies, place }),
  };
}

function adjustmentOf(entry: unknown, currencies: Currencies, place: string) {
  const adjustment = fieldsOf(entry, place);
  const tax = adjustment.tax_amount === undefined || adjustment.tax_amount === null ? 0 : pairNamed(adjustment, "tax_amount", { currencies, place }).shop;
  return {
    shipping: adjustment.kind === "shipping_refund",
    pending: /pending/i.test(textOf(adjustment.reason, `${place}.reason`)),
    minor: pairNamed(adjustment, "amount", { currencies, place }).shop + tax,
  };
}

function paidBack(entry: unknown, currencies: Currencies, place: string): number {
  const transaction = fieldsOf(entry, place);
  if (transaction.kind !== "refund" || transaction.status !== "success") return 0;
  const single = transaction.currency === undefined || transaction.currency === currencies.shop;
  return transaction.amount_set || !single ? pairNamed(transaction, "amount", { currencies, place }).shop : decimalMinor(transaction.amount, currencies.shop, `${place}.amount`);
}

/** The refund alone does not name the order's currencies: its first amount does. An empty one needs none. */
function currenciesOf(refund: Fields): Currencies {
  const sets = [
    ...listOf(refund.refund_line_items, "refund.refund_line_items").map((line) => fieldsOf(line, "refund.refund_line_items").subtotal_set),
    ...listOf(refund.order_adjustments, "refund.order_adjustments").map((entry) => fieldsOf(entry, "refund.order_adjustments").amount_set),
    ...listOf(refund.transactions, "refund.transactions").map((entry) => fieldsOf(entry, "refund.transactions").amount_set),
  ];
  const set = sets.find((candidate) => candidate !== undefined && candidate !== null);
  if (set) {
    const { shop_money, presentment_money } = fieldsOf(set, "refund amount");
    const shop = currencyOf(fieldsOf(shop_money, "refund.shop_money").currency_code, "refund.shop_money.currency_code");
    return { shop, presentment: presentment_money ? currencyOf(fieldsOf(presentment_money, "refund.presentment_money").currency_code, "refund.presentment_money.currency_code") : shop };
  }
  const [first] = listOf(refund.transactions, "refund.transactions");
  const shop = first ? currencyOf(fieldsOf(first, "refund.transactions[0]").currency, "refund.transactions[0].currency") : "USD";
  return { shop, presentment: shop };
}
