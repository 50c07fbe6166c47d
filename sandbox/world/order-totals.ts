import type { Minor, Order, OrderLine } from "./types";

/** Sums of an order in the shop's currency. `current…` is what is left after refunds and removals. */
export interface OrderTotals {
  lineItems: Minor; discounts: Minor; subtotal: Minor; shipping: Minor; tax: Minor; tip: Minor; total: Minor;
  refunded: Minor; paid: Minor; outstanding: Minor;
  currentSubtotal: Minor; currentDiscounts: Minor; currentTax: Minor; currentTotal: Minor; currentShipping: Minor;
}

/** Shopify's sums: subtotal is after discounts (tax inside it where prices include tax), total adds shipping, tax and tips. */
export function orderTotals(order: Order): OrderTotals {
  const goods = order.lines.filter((line) => !line.isTip);
  const lineItems = sum(goods, (line) => line.quantity * line.unitPriceMinor);
  const lineDiscounts = sum(goods, (line) => line.discountMinor);
  const tip = sum(order.lines.filter((line) => line.isTip), (line) => line.quantity * line.unitPriceMinor);
  const tax = sum(goods, (line) => line.taxMinor) + order.shippingTaxMinor;
  const shipping = order.shippingMinor - order.shippingDiscountMinor;
  const subtotal = lineItems - lineDiscounts;
  const addedTax = order.taxesIncluded ? 0 : tax;
  const paid = paidMinor(order);
  const refunded = refundedMinor(order);
  const current = currentTotals(order, goods);
  return {
    lineItems, discounts: lineDiscounts + order.shippingDiscountMinor, subtotal, shipping, tax, tip,
    total: subtotal + shipping + addedTax + tip,
    refunded, paid, outstanding: Math.max(0, current.currentTotal + goodwillMinor(order) - (paid - refunded)), ...current,
  };
}

/** A line's share of an amount for some of its units, rounded down so that the parts never pass the whole. */
export function shareOfLine(line: OrderLine, amount: Minor, quantity: number): Minor {
  return line.quantity === 0 ? 0 : Math.floor((amount * quantity) / line.quantity);
}

export function paidMinor(order: Order): Minor {
  return sum(order.transactions.filter((t) => (t.kind === "sale" || t.kind === "capture") && t.status === "success"), (t) => t.amountMinor);
}

export function refundedMinor(order: Order): Minor {
  return sum(order.refunds.flatMap((refund) => refund.transactions).filter((t) => t.status === "success"), (t) => t.amountMinor);
}

/** Money given back for no goods and no shipping, as a negative amount: what the order costs less than its lines say. */
export function goodwillMinor(order: Order): Minor {
  return sum(order.refunds, (refund) => refund.discrepancyMinor - (refund.pendingMinor ?? 0));
}

function currentTotals(order: Order, goods: OrderLine[]) {
  const current = order.cancelledAt ? [] : goods;
  const gross = sum(current, (line) => line.currentQuantity * line.unitPriceMinor);
  const currentDiscounts = sum(current, (line) => shareOfLine(line, line.discountMinor, line.currentQuantity));
  const shippingRefunded = sum(order.refunds, (refund) => refund.shippingMinor);
  const currentShipping = order.cancelledAt ? 0 : Math.max(0, order.shippingMinor - order.shippingDiscountMinor - shippingRefunded);
  const shippingTax = order.cancelledAt || currentShipping === 0 ? 0 : order.shippingTaxMinor - sum(order.refunds, (refund) => refund.shippingTaxMinor ?? 0);
  const currentTax = sum(current, (line) => shareOfLine(line, line.taxMinor, line.currentQuantity)) + shippingTax;
  const tip = order.cancelledAt ? 0 : sum(order.lines.filter((line) => line.isTip), (line) => line.currentQuantity * line.unitPriceMinor);
  const currentSubtotal = gross - currentDiscounts;
  return { currentSubtotal, currentDiscounts, currentTax, currentShipping, currentTotal: currentSubtotal + currentShipping + tip + (order.taxesIncluded ? 0 : currentTax) };
}

function sum<T>(items: T[], of: (item: T) => Minor): Minor {
  return items.reduce((total, item) => total + of(item), 0);
}
