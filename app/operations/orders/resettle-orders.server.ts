import { inTransaction } from "~/store/in-transaction.server";
import { ordersInNeed } from "~/store/orders/orders-in-need.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import type { IncomingFacts } from "./settlement/merge-batch";
import { settleBatch } from "./settlement/settle-batch";

const ORDERS_A_BATCH = 200;

/** Settles orders again that were claimed by a member, or whose products are known now. Batches until none is left. @returns how many. */
export async function resettleOrders(shopId: bigint, now: Date): Promise<number> {
  const hasher = await shopHasher(shopId);
  for (let done = 0; ; ) {
    const count = await inTransaction(shopId, async (db) => {
      const orders = await ordersInNeed(db, "settle", ORDERS_A_BATCH);
      const incoming: IncomingFacts = new Map(orders.map(({ orderId }) => [orderId, null]));
      if (orders.length > 0) await settleBatch(db, { incoming, hasher, now, imported: false });
      return orders.length;
    });
    done += count;
    if (count < ORDERS_A_BATCH) return done;
  }
}
