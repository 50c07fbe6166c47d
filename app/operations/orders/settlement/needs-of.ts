import type { AwardBasis } from "~/loyalty/orders/award-basis";
import { isHidden } from "~/loyalty/orders/hidden-order";
import { asksForPayments } from "~/loyalty/orders/unread-payments";
import type { Need } from "~/store/orders/orders-in-need.server";
import type { LoadedOrder } from "./load-batch";

/** What a job has to read from Shopify before the order is final. */
export function needsOf({ order, basis, worth }: { order: LoadedOrder; basis: AwardBasis | null; worth: bigint }): Need[] {
  const { fact } = order;
  if (!order.seen) return fact.deleted ? [] : ["order"];
  if (order.lacks.length > 0) return order.lacks;
  return basis !== null && worth > 0n && asksForPayments(fact, basis) && !isHidden(fact) ? ["payments"] : [];
}
