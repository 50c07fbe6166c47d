import type { Sandbox } from "../sandbox";
import { discountLines, type OrderedDiscount } from "../shop-life/discount-lines";
import { orderLines, type OrderedLine, tipLine } from "../shop-life/order-lines";
import { taxOf } from "../shop-life/tax-of";
import { type OrderTotals, orderTotals } from "../world/order-totals";
import type { Minor, Order, OrderLine, Shop } from "../world/types";

export interface Quoted { lines: OrderedLine[]; discounts: OrderedDiscount[]; tipMinor: Minor }

export interface Quote extends OrderTotals { orderLines: OrderLine[]; discountCodes: Order["discountCodes"]; shippingBeforeMinor: Minor }

/** What an order would cost, worked out with the same parts that place it; nothing of the world changes. */
export function quote(sandbox: Sandbox, shop: Shop, { lines, discounts, tipMinor }: Quoted): Quote {
  const world = { ...sandbox.world };
  const drafts = orderLines(world, shop, lines);
  const shippingMinor = drafts.some((line) => line.requiresShipping) ? shop.shippingMinor : 0;
  const taken = discountLines(drafts, discounts, { shippingMinor, currency: shop.currency });
  const tax = { rate: shop.taxRate, included: shop.taxesIncluded };
  for (const line of drafts) if (line.taxable) line.taxMinor = taxOf(line.unitPriceMinor * line.quantity - line.discountMinor, tax);
  const all = tipMinor > 0 ? [...drafts, tipLine(world, tipMinor)] : drafts;
  const totals = orderTotals({
    lines: all, shippingMinor, shippingDiscountMinor: taken.shippingDiscountMinor, shippingTaxMinor: taxOf(shippingMinor - taken.shippingDiscountMinor, tax),
    taxesIncluded: shop.taxesIncluded, transactions: [], refunds: [], cancelledAt: null,
  } as unknown as Order);
  return { ...totals, orderLines: drafts, discountCodes: taken.discountCodes, shippingBeforeMinor: shippingMinor };
}

/** A share of an amount in whole percent, rounded half up. */
export function tipOf(amountMinor: Minor, percent: number): Minor {
  return Math.floor((amountMinor * percent * 2 + 100) / 200);
}
