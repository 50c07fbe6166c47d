import type { OrderFact } from "./order-fact";

/**
 * Orders made at Shopify before the shop began to earn qualify tiers and award nothing, whoever tells of them first: the
 * import, a webhook about an old order, or a reading that a refund asked for. Shopify tells in whole seconds: an order of the
 * same second is not an earlier one.
 * @param earnsSince ISO-8601 UTC; null = from ever.
 */
export function isOfThePast({ createdAt }: Pick<OrderFact, "createdAt">, earnsSince: string | null): boolean {
  return earnsSince !== null && createdAt.slice(0, 19) < earnsSince.slice(0, 19);
}
