import type { Discount, Id, Iso, RedeemCode, Shop } from "../world/types";

/** Codes differ by letters, not by case. The sign in front keeps a code such as `__proto__` an ordinary key. */
export function codeKey(code: string): string {
  return `#${code.trim().toLowerCase()}`;
}

/** The discounts merchants and apps see; deleted ones are not among them. */
export function liveDiscounts(shop: Shop): Discount[] {
  return Object.values(shop.discounts).filter(({ deletedAt }) => deletedAt === undefined);
}

export function liveDiscount(shop: Shop, id: Id): Discount | null {
  const discount = Object.hasOwn(shop.discounts, id) ? shop.discounts[id]! : null;
  return discount && discount.deletedAt === undefined ? discount : null;
}

export function liveCodes(discount: Discount): RedeemCode[] {
  return Object.values(discount.codes).filter(({ deletedAt }) => deletedAt === undefined);
}

export interface FoundCode { discount: Discount; redeem: RedeemCode }

/** The discount a code belongs to, upper and lower case alike; null when no discount of the shop has it. */
export function findCode(shop: Shop, code: string): FoundCode | null {
  return codesNamed(shop, code).find(({ discount, redeem }) => discount.deletedAt === undefined && redeem.deletedAt === undefined) ?? null;
}

/** The same, and when nobody has the code now, the discount that had it last. */
export function findCodeEvenDeleted(shop: Shop, code: string): FoundCode | null {
  return findCode(shop, code) ?? codesNamed(shop, code).at(-1) ?? null;
}

/** How often a code was used by orders up to a moment. */
export function usesUntil(redeem: RedeemCode, until: Iso): number {
  return redeem.uses.filter(({ at }) => at <= until).length;
}

function codesNamed(shop: Shop, code: string): FoundCode[] {
  const key = codeKey(code);
  return Object.values(shop.discounts).flatMap((discount) => (Object.hasOwn(discount.codes, key) ? [{ discount, redeem: discount.codes[key]! }] : []));
}
