import type { AwardBasis } from "~/loyalty/orders/award-basis";
import type { LoadedOrder } from "./load-batch";

/** What a job has to read from Shopify before the order is final. */
export function needsOf({ order, basis, worth }: { order: LoadedOrder; basis: AwardBasis | null; worth: bigint }): string[] {
  const { fact } = order;
  if (!order.seen) return fact.deleted ? [] : ["order"];
  if (order.lacks.length > 0) return order.lacks;
  const asksForPayments = basis !== null && basis.refusal === null && !basis.counts.redeemedValue && worth > 0n;
  return asksForPayments && fact.redeemedValueMinor === null ? ["payments"] : [];
}
