import { ShopifyFault, type FaultKind } from "~/shopify/client/shopify-fault";

/** What stands in the way of every call to the shop: the next one would only hear the same. */
const OF_THE_SHOP: ReadonlySet<FaultKind> = new Set(["throttled", "unauthorized"]);

/** What stood in the way of all, or else what went wrong first: for the caller to throw at its end. Null when all is done. */
export type Failure = { error: unknown } | null;

/** Does the work of each item. One that fails does not keep the others from theirs, unless the shop answers none at all. */
export async function eachInTurn<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<Failure> {
  let first: Failure = null;
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      first ??= { error };
      if (concernsTheShop({ error })) return { error };
    }
  }
  return first;
}

export const concernsTheShop = (failure: Failure) => failure !== null && failure.error instanceof ShopifyFault && OF_THE_SHOP.has(failure.error.kind);

export function throwIfAny(failure: Failure): void {
  if (failure) throw failure.error;
}
