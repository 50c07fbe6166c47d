import { z } from "zod";
import { PLAIN_TERMS } from "../discounts/discount-facts";
import { Refusal } from "../shop-life/refusal";
import type { Discount, DiscountTerms, Shop } from "../world/types";
import * as field from "./fields";

const when = z.iso.datetime({ offset: true });
const ids = z.array(field.id).min(1).max(100);

/** A discount as a merchant writes it. What is not named stays, or is without condition. */
export const discountBody = z.strictObject({
  title: z.string().min(1).max(255).optional(),
  percent: z.string().regex(/^\d{1,3}(\.\d{1,2})?$/, "expected a number from 0 to 100 with at most two decimals, as text").optional().describe("\"12.5\"; one of percent, amountMinor and freeShipping"),
  amountMinor: field.minor.optional(), freeShipping: z.literal(true).optional(),
  productIds: ids.optional(), variantIds: ids.optional(), collectionIds: ids.optional().describe("Products and variants, or collections; none: the whole order"),
  wholeOrder: z.literal(true).optional().describe("Takes products and collections away again"),
  customerIds: ids.nullable().optional().describe("Null: everybody"),
  minimumSubtotalMinor: field.minor.optional(), minimumQuantity: z.number().int().min(0).optional(),
  usageLimit: z.number().int().min(1).nullable().optional().describe("Uses of each code"), appliesOncePerCustomer: z.boolean().optional(),
  combinesWith: z.strictObject({ order: z.boolean(), product: z.boolean(), shipping: z.boolean() }).partial().optional().describe("Both discounts have to allow the other"),
  maximumShippingMinor: field.minor.nullable().optional(), startsAt: when.optional().describe("Missing: now"), endsAt: when.nullable().optional(),
  tags: z.array(z.string().min(1).max(255)).max(5).optional(),
});

export type DiscountBody = z.output<typeof discountBody>;

/** The terms a merchant's words make, on top of what the discount was. Refuses what a shop cannot have. */
export function merchantTerms(shop: Shop, body: DiscountBody, from: { before: Discount | null; now: string }): DiscountTerms {
  const { before, now } = from;
  const base: DiscountTerms = before ?? { ...PLAIN_TERMS, title: "Discount", startsAt: now, value: { percent: "0" } };
  const { title, usageLimit, appliesOncePerCustomer, customerIds, maximumShippingMinor, tags } = body;
  const terms: DiscountTerms = {
    ...Object.fromEntries(Object.keys({ ...PLAIN_TERMS, title: 1, startsAt: 1, value: 1 }).map((name) => [name, base[name as keyof DiscountTerms]])) as unknown as DiscountTerms,
    ...given({ title, usageLimit, appliesOncePerCustomer, customerIds, maximumShippingMinor, tags }),
    ...(body.startsAt === undefined ? {} : { startsAt: new Date(body.startsAt).toISOString() }),
    ...(body.endsAt === undefined ? {} : { endsAt: body.endsAt === null ? null : new Date(body.endsAt).toISOString() }),
    value: valueOf(body, before), items: itemsOf(body, base), minimum: minimumOf(body, base), combinesWith: { ...base.combinesWith, ...given(body.combinesWith ?? {}) },
  };
  if (terms.endsAt !== null && terms.endsAt <= terms.startsAt) throw new Refusal(`endsAt ${terms.endsAt}: expected a time after startsAt ${terms.startsAt}`);
  checkIds(shop, body);
  return terms;
}

function valueOf(body: DiscountBody, before: Discount | null): DiscountTerms["value"] {
  const { percent, amountMinor, freeShipping } = body;
  const named = [percent, amountMinor, freeShipping].filter((value) => value !== undefined).length;
  if (named === 0 && before) return before.value;
  if (named !== 1) throw new Refusal("discount: expected exactly one of percent, amountMinor and freeShipping");
  if (percent === undefined) return amountMinor === undefined ? { freeShipping: true } : { amountMinor };
  if (Number(percent) > 100) throw new Refusal(`percent ${percent}: expected 100 at most`);
  return { percent };
}

function itemsOf({ productIds, variantIds, collectionIds, wholeOrder }: DiscountBody, base: DiscountTerms): DiscountTerms["items"] {
  const goods = productIds ?? variantIds;
  if ([goods, collectionIds, wholeOrder].filter((value) => value !== undefined).length > 1) throw new Refusal("discount: expected products and variants, or collections, or wholeOrder");
  if (wholeOrder) return null;
  if (collectionIds) return { collectionIds };
  return goods ? { productIds: productIds ?? [], variantIds: variantIds ?? [] } : base.items;
}

function minimumOf({ minimumSubtotalMinor, minimumQuantity }: DiscountBody, base: DiscountTerms): DiscountTerms["minimum"] {
  if (minimumSubtotalMinor !== undefined && minimumQuantity !== undefined) throw new Refusal("discount: expected minimumSubtotalMinor or minimumQuantity, not both");
  if (minimumSubtotalMinor !== undefined) return minimumSubtotalMinor === 0 ? null : { subtotalMinor: minimumSubtotalMinor };
  return minimumQuantity === undefined ? base.minimum : minimumQuantity === 0 ? null : { quantity: minimumQuantity };
}

function checkIds(shop: Shop, body: DiscountBody): void {
  const variants = new Set(Object.values(shop.products).flatMap((product) => product.variants.map(({ id }) => id)));
  const known = { productIds: (id: string) => Object.hasOwn(shop.products, id), variantIds: (id: string) => variants.has(id), collectionIds: (id: string) => Object.hasOwn(shop.collections, id), customerIds: (id: string) => Object.hasOwn(shop.customers, id) };
  for (const [name, exists] of Object.entries(known)) {
    const unknown = body[name as keyof typeof known]?.find((id) => !exists(id));
    if (unknown !== undefined) throw new Refusal(`${name} ${unknown}: expected one of ${shop.domain}`);
  }
}

function given<T extends object>(fields: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [Name in keyof T]?: Exclude<T[Name], undefined> };
}
