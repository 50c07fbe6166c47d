import { PLAIN_TERMS } from "../../../sandbox/discounts/discount-facts";
import type { Sandbox } from "../../../sandbox/sandbox";
import { createDiscount } from "../../../sandbox/shop-life/create-discount";
import type { Discount, DiscountTerms, Shop } from "../../../sandbox/world/types";

/** A discount of the shop with one code: ten percent off the whole order since long ago, unless told otherwise. */
export function aDiscount(sandbox: Sandbox, shop: Shop, { code, ...terms }: Partial<DiscountTerms> & { code: string }): Discount {
  return createDiscount(sandbox, shop, { code, terms: { ...PLAIN_TERMS, title: code, startsAt: "2020-01-01T00:00:00.000Z", value: { percent: "10" }, ...terms } });
}

export const COMBINES_WITH_ALL = { order: true, product: true, shipping: true };
