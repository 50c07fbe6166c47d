import { adminFor } from "~/shopify/client/admin-client.server";
import { readOrder } from "~/shopify/orders/read-order.server";
import { giveUpNeed, ordersInNeed } from "~/store/orders/orders-in-need.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { deliverReadings } from "./deliver-readings";

const MOST = 200;

/** Reads orders of which only a refund, a dispute or a deletion is known, or whose program asks what no webhook tells. What Shopify does not show is not asked for again. @returns how many. */
export async function readOrders(shop: Shop, now: () => Date): Promise<number> {
  const ids = await readFor(shop.shopId, (db) => ordersInNeed(db, "order", MOST));
  const client = adminFor(shop.domain, "background");
  for (const orderId of ids) {
    const order = await readOrder(client, orderId, now());
    if (order) await deliverReadings(shop.domain, [order]);
    else await inTransaction(shop.shopId, (db) => giveUpNeed(db, "order", [orderId]));
  }
  return ids.length;
}

/** Reads one order, whatever is known of it: after an edit. */
export async function readOneOrder(shop: Shop, orderId: string, now: () => Date): Promise<void> {
  const order = await readOrder(adminFor(shop.domain), orderId, now());
  if (order) await deliverReadings(shop.domain, [order]);
}
