import { adminFor } from "~/shopify/client/admin-client.server";
import { readOrder } from "~/shopify/orders/read-order.server";
import { ordersInNeed } from "~/store/orders/orders-in-need.server";
import { readFor } from "~/store/in-transaction.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { deliverReadings } from "./deliver-readings";
import { giveUpReading } from "./give-up-reading";

const MOST = 200;

/** Reads orders of which only a refund, a dispute or a deletion is known, or whose program asks what no webhook tells. What Shopify does not show is given up after a while. @returns how many. */
export async function readOrders(shop: Shop, now: () => Date): Promise<number> {
  const waiting = await readFor(shop.shopId, (db) => ordersInNeed(db, "order", MOST));
  const client = adminFor(shop.domain, "background");
  for (const one of waiting) {
    const order = await readOrder(client, one.orderId, now());
    if (order) await deliverReadings(shop.domain, [order]);
    else await giveUpReading(shop.shopId, { need: "order", orders: [one] }, now());
  }
  return waiting.length;
}

/** Reads one order, whatever is known of it: after an edit. */
export async function readOneOrder(shop: Shop, orderId: string, now: () => Date): Promise<void> {
  const order = await readOrder(adminFor(shop.domain), orderId, now());
  if (order) await deliverReadings(shop.domain, [order]);
}
