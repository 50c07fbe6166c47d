import type { OrderFact } from "~/loyalty/orders/order-fact";
import { inTransaction } from "~/store/in-transaction.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import { incomingFacts } from "./settlement/merge-batch";
import { settleBatch, type Settled } from "./settlement/settle-batch";

/**
 * Takes in orders read in bulk at install: they make members and qualify tiers; those made before the shop began to earn award
 * nothing. In batches of 100 to 500, as `settleOrders`.
 */
export async function importFacts(shopId: bigint, facts: readonly OrderFact[], now: Date): Promise<Settled[]> {
  if (facts.length === 0) return [];
  const hasher = await shopHasher(shopId);
  const { settled } = await inTransaction(shopId, (db) => settleBatch(db, { incoming: incomingFacts(facts), hasher, now, imported: true }));
  return settled;
}
