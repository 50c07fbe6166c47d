import type { OrderFact } from "~/loyalty/orders/order-fact";
import { inTransaction } from "~/store/in-transaction.server";
import { keepProgramVersions } from "~/store/program/program-versions.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import { incomingFacts } from "./settlement/merge-batch";
import { settleBatch, type Settled } from "./settlement/settle-batch";

export type { Settled } from "./settlement/settle-batch";

/**
 * Takes in facts about orders of one shop (whole orders, or patches made by `refundPatch` and its kin), in any order, any
 * number of times, and posts what each order is worth less what was posted for it. One transaction; a batch of 100 to 200
 * costs as many statements as a batch of one. Nothing is posted twice, and nothing is lost when it throws.
 * @returns one result an order. @throws DatabaseDown
 */
export async function settleOrders(shopId: bigint, facts: readonly OrderFact[], now: Date): Promise<Settled[]> {
  if (facts.length === 0) return [];
  const hasher = await shopHasher(shopId);
  const incoming = incomingFacts(facts);
  const { settled, versions } = await inTransaction(shopId, (db) => settleBatch(db, { incoming, hasher, now, imported: false }));
  keepProgramVersions(shopId, versions);
  return settled;
}
