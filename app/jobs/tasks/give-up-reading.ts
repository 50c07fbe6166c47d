import { mayYetShow } from "~/loyalty/orders/hidden-order";
import { hiddenPatch } from "~/loyalty/orders/placeholder-fact";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { inTransaction } from "~/store/in-transaction.server";
import { giveUpNeed, type Need, type OrderInNeed } from "~/store/orders/orders-in-need.server";

/**
 * Takes in that Shopify did not show orders that wait to be read. Young ones go on waiting, since a copy of Shopify's may only lag.
 * The others are priced without what a reading would have told, and say so; one of which only a change is known is let be.
 * @returns how many are asked for no more.
 */
export async function giveUpReading(shopId: bigint, { need, orders }: { need: Need; orders: readonly OrderInNeed[] }, now: Date): Promise<number> {
  const over = orders.filter(({ updatedAt }) => !mayYetShow(updatedAt, now));
  const unseen = over.filter(({ seen }) => !seen).map(({ orderId }) => orderId);
  if (unseen.length > 0) await inTransaction(shopId, (db) => giveUpNeed(db, need, unseen));
  await settleOrders(shopId, over.filter(({ seen }) => seen).map(({ orderId }) => hiddenPatch(orderId, now.toISOString())), now);
  return over.length;
}
