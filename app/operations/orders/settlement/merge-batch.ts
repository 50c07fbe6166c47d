import { isDeepStrictEqual } from "node:util";
import { mergeFacts } from "~/loyalty/orders/merge-facts";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { isPlaceholder } from "~/loyalty/orders/placeholder-fact";
import type { StoredOrder } from "~/store/orders/lock-orders.server";

/** One fact an order out of any number of facts; null = nothing new, look at the order again. */
export type IncomingFacts = Map<string, OrderFact | null>;

export function incomingFacts(facts: readonly OrderFact[]): IncomingFacts {
  const byOrder: IncomingFacts = new Map();
  for (const fact of facts) byOrder.set(fact.orderId, mergeFacts(byOrder.get(fact.orderId) ?? null, fact));
  return byOrder;
}

export interface MergedOrder {
  orderId: string;
  stored: StoredOrder | null;
  fact: OrderFact;
  seen: boolean;
  /** False when the facts said nothing new. */
  changed: boolean;
}

/** What is known about each order now. An order to look at again that does not exist is left out. */
export function mergeBatch(incoming: IncomingFacts, stored: ReadonlyMap<string, StoredOrder>): MergedOrder[] {
  const merged: MergedOrder[] = [];
  for (const [orderId, news] of incoming) {
    const known = stored.get(orderId) ?? null;
    if (!known && !news) continue;
    const fact = news ? mergeFacts(known?.fact ?? null, news) : known!.fact;
    const changed = !known || (news !== null && !isDeepStrictEqual(fact, known.fact));
    merged.push({ orderId, stored: known, fact, seen: !isPlaceholder(fact), changed });
  }
  return merged;
}
