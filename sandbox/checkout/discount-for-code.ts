import type { OrderedDiscount } from "../shop-life/discount-lines";
import { idOf } from "../world/ids";
import { minorOf } from "../world/money";
import type { Customer, Discount, Iso, Minor, Shop } from "../world/types";

export interface CodeUse { code: string; customer: Customer | null; goodsMinor: Minor; quantity: number; now: Iso }

/** A code's discount, ready for an order, or why it does not apply; the reason is what a shopper reads. */
export type CodeAnswer = { applies: true; discount: OrderedDiscount; of: Discount } | { applies: false; reason: string };

interface DiscountInput {
  startsAt?: string; endsAt?: string | null; usageLimit?: number | null;
  context?: { all?: unknown; customers?: { add?: string[] } };
  customerGets?: { value?: { percentage?: number; discountAmount?: { amount: string } }; items?: { all?: boolean } };
  minimumRequirement?: { subtotal?: { greaterThanOrEqualToSubtotal?: string }; quantity?: { greaterThanOrEqualToQuantity?: string } };
}

/** Looks a discount code up as a checkout does: upper and lower case alike, then dates, uses, customers and minimum. */
export function discountForCode(shop: Shop, use: CodeUse): CodeAnswer {
  const wanted = use.code.trim().toLowerCase();
  const of = Object.values(shop.discounts).find(({ codes }) => codes.some(({ code }) => code.toLowerCase() === wanted));
  const redeem = of?.codes.find(({ code }) => code.toLowerCase() === wanted);
  if (!of || !redeem) return refuse(`${use.code} is not a discount code of this shop.`);
  const input = of.input as DiscountInput;
  if (of.status !== "ACTIVE" || (input.endsAt && input.endsAt <= use.now)) return refuse(`${redeem.code} has expired.`);
  if (input.startsAt && input.startsAt > use.now) return refuse(`${redeem.code} is not valid yet.`);
  if (input.usageLimit && redeem.usageCount >= input.usageLimit) return refuse(`${redeem.code} has been used.`);
  const customers = input.context?.customers?.add;
  if (customers && !customers.some((gid) => idOf(gid, "Customer") === use.customer?.id)) return refuse(`${redeem.code} belongs to another customer.`);
  if (belowMinimum(input, use, shop.currency)) return refuse(`${redeem.code} needs a larger order.`);
  const terms = termsOf(of, input, shop.currency);
  return terms ? { applies: true, discount: { code: redeem.code, ...terms }, of } : refuse(`${redeem.code} is of a kind this checkout does not know.`);
}

function refuse(reason: string): CodeAnswer {
  return { applies: false, reason };
}

function belowMinimum({ minimumRequirement }: DiscountInput, use: CodeUse, currency: string): boolean {
  const subtotal = minimumRequirement?.subtotal?.greaterThanOrEqualToSubtotal;
  if (subtotal && use.goodsMinor < (minorOf(String(subtotal), currency) ?? 0)) return true;
  return use.quantity < Number(minimumRequirement?.quantity?.greaterThanOrEqualToQuantity ?? 0);
}

function termsOf(discount: Discount, input: DiscountInput, currency: string): Pick<OrderedDiscount, "percent" | "amountMinor" | "freeShipping"> | null {
  if (discount.kind === "free_shipping") return { freeShipping: true };
  const value = input.customerGets?.value;
  if (discount.kind !== "basic" || input.customerGets?.items?.all === false) return null;
  if (value?.percentage !== undefined) return { percent: String(Math.round(value.percentage * 10_000) / 100) };
  const amountMinor = value?.discountAmount ? minorOf(value.discountAmount.amount, currency) : null;
  return amountMinor === null ? null : { amountMinor };
}
