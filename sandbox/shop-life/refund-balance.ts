import { goodwillMinor, orderTotals } from "../world/order-totals";
import type { Minor, Order } from "../world/types";

/** What was paid and has not gone back. */
export function refundable(order: Order): Minor {
  const { paid, refunded } = orderTotals(order);
  return paid - refunded;
}

/** Money the shop holds beyond what the order still costs: goods were edited away, or came back before their money went. */
export function overpaidMinor(order: Order): Minor {
  return Math.max(0, refundable(order) - orderTotals(order).currentTotal - goodwillMinor(order));
}

/** What is left of the shipping: its price after discounts. */
export function shippingLeft(order: Order): Minor {
  return order.shippingMinor - order.shippingDiscountMinor - order.refunds.reduce((sum, refund) => sum + refund.shippingMinor, 0);
}

/** Shipping to give back with its share of tax where tax comes on top; the shares of all parts sum to the whole. */
export function shippingOf(order: Order, shippingMinor: Minor): { shippingMinor: Minor; shippingTaxMinor: Minor } {
  const whole = order.shippingMinor - order.shippingDiscountMinor;
  const left = shippingLeft(order);
  const tax = (part: Minor) => (whole === 0 || order.taxesIncluded ? 0 : Math.floor((order.shippingTaxMinor * part) / whole));
  return { shippingMinor, shippingTaxMinor: tax(left) - tax(left - shippingMinor) };
}
