import type { Discount, DiscountClass, DiscountTerms, Iso } from "../world/types";

export type DiscountStatus = "ACTIVE" | "EXPIRED" | "SCHEDULED";

/** Where a discount stands at a moment. */
export function statusOf({ startsAt, endsAt }: Pick<Discount, "startsAt" | "endsAt">, now: Iso): DiscountStatus {
  if (endsAt !== null && endsAt <= now) return "EXPIRED";
  return startsAt > now ? "SCHEDULED" : "ACTIVE";
}

/** What it is taken off: some products, the whole order, or shipping. Combining goes by this. */
export function classOf({ value, items }: Pick<Discount, "value" | "items">): DiscountClass {
  if ("freeShipping" in value) return "shipping";
  return items === null ? "order" : "product";
}

/** Terms without conditions, from which a discount is written. */
export const PLAIN_TERMS: Omit<DiscountTerms, "title" | "startsAt" | "value"> = {
  endsAt: null, usageLimit: null, appliesOncePerCustomer: false, customerIds: null, items: null, minimum: null,
  combinesWith: { order: false, product: false, shipping: false }, maximumShippingMinor: null, tags: [], recurringCycleLimit: 1,
  appliesOnOneTimePurchase: true, appliesOnSubscription: false,
};
