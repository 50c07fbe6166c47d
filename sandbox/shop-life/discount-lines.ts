import { decimalOf, minorOf } from "../world/money";
import type { DiscountApplication, Minor, Order, OrderLine } from "../world/types";
import { allocate } from "./allocate";
import { Refusal } from "./refusal";
import { wholeMinor } from "./whole-minor";

/** One discount of a checkout: exactly one of `percent` ("12.5"), `amountMinor` and `freeShipping`. Without a code it is automatic. */
export interface OrderedDiscount {
  code?: string | undefined; title?: string | undefined; percent?: string | undefined; amountMinor?: Minor | undefined; freeShipping?: boolean | undefined;
  /** Places of the lines it is for, from 0; missing means the whole order. */
  lines?: number[] | undefined;
}

export interface Discounted {
  shippingDiscountMinor: Minor; discountCodes: Order["discountCodes"]; discountApplications: DiscountApplication[];
}

/**
 * Takes the discounts off the lines, one after the other, each allocated exactly over what is left of the goods. Gift cards and
 * tips are never discounted. Changes `lines`.
 */
export function discountLines(lines: OrderLine[], discounts: OrderedDiscount[], order: { shippingMinor: Minor; currency: string }): Discounted {
  const result: Discounted = { shippingDiscountMinor: 0, discountCodes: [], discountApplications: [] };
  discounts.forEach((discount, application) => {
    const terms = termsOf(discount, order.currency);
    const taken = terms.target === "shipping_line"
      ? order.shippingMinor - result.shippingDiscountMinor
      : takeOff(lines, { terms, application, currency: order.currency, places: discount.lines });
    if (terms.target === "shipping_line") result.shippingDiscountMinor += taken;
    result.discountApplications.push(terms);
    const type = terms.target === "shipping_line" ? "shipping" : terms.valueType;
    if (discount.code !== undefined) result.discountCodes.push({ code: discount.code, amountMinor: taken, type });
  });
  return result;
}

function termsOf(discount: OrderedDiscount, currency: string): DiscountApplication {
  const name = discount.code ?? discount.title ?? "Discount";
  const given = [discount.percent !== undefined, discount.amountMinor !== undefined, discount.freeShipping === true].filter(Boolean);
  if (given.length !== 1) throw new Refusal(`discount ${name}: expected exactly one of percent, amountMinor and freeShipping`);
  if (discount.code === "") throw new Refusal("discount code is empty: expected a code, or no code for an automatic discount");
  const base = { type: discount.code === undefined ? "automatic" as const : "discount_code" as const, title: discount.code ?? discount.title ?? "Automatic discount", ...(discount.lines ? { selection: "entitled" as const } : {}) };
  if (discount.freeShipping) return { ...base, value: "100.0", valueType: "percentage", target: "shipping_line" };
  if (discount.percent !== undefined) return { ...base, value: percentOf(discount.percent, name), valueType: "percentage", target: "line_item" };
  return { ...base, value: decimalOf(wholeMinor(discount.amountMinor!, `discount ${name} amountMinor`), currency), valueType: "fixed_amount", target: "line_item" };
}

function percentOf(percent: string, name: string): string {
  const parts = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(percent);
  if (!parts || Number(percent) > 100) throw new Refusal(`discount ${name} percent ${percent}: expected a number from 0 to 100 with at most two decimals`);
  return parts[2] ? percent : `${parts[1]}.0`;
}

function takeOff(lines: OrderLine[], discount: { terms: DiscountApplication; application: number; currency: string; places?: number[] | undefined }): Minor {
  const excluded = (line: OrderLine, index: number) => line.giftCard || line.isTip || (discount.places !== undefined && !discount.places.includes(index));
  const left = lines.map((line, index) => (excluded(line, index) ? 0 : line.unitPriceMinor * line.quantity - line.discountMinor));
  const goods = left.reduce((sum, amount) => sum + amount, 0);
  const { value, valueType } = discount.terms;
  const wanted = valueType === "percentage" ? percentageOf(goods, value) : minorOf(value, discount.currency)!;
  const parts = allocate(Math.min(goods, wanted), left);
  parts.forEach((amountMinor, index) => {
    const line = lines[index]!;
    if (amountMinor === 0) return;
    line.discountMinor += amountMinor;
    line.allocations = [...(line.allocations ?? []), { application: discount.application, amountMinor }];
  });
  return parts.reduce((sum, part) => sum + part, 0);
}

function percentageOf(amount: Minor, percent: string): Minor {
  const [whole = "0", fraction = ""] = percent.split(".");
  const scale = 10n ** BigInt(fraction.length) * 100n;
  return Number((BigInt(amount) * BigInt(whole + fraction) * 2n + scale) / (scale * 2n));
}
