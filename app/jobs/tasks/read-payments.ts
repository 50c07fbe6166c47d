import { paymentsPatch } from "~/loyalty/orders/placeholder-fact";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { adminFor } from "~/shopify/client/admin-client.server";
import { readRedeemedValue } from "~/shopify/orders/read-redeemed-value.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { giveUpNeed, ordersInNeed } from "~/store/orders/orders-in-need.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";

const MOST = 200;

/** Reads how much of an order was paid by gift card or store credit, and settles it with that. @returns how many. */
export async function readPayments(shop: Shop, now: () => Date): Promise<number> {
  const ids = await readFor(shop.shopId, (db) => ordersInNeed(db, "payments", MOST));
  const client = adminFor(shop.domain);
  for (const orderId of ids) {
    const redeemedMinor = await readRedeemedValue(client, orderId);
    if (redeemedMinor === null) await inTransaction(shop.shopId, (db) => giveUpNeed(db, "payments", [orderId]));
    else await settleOrders(shop.shopId, [paymentsPatch(orderId, redeemedMinor)], now());
  }
  return ids.length;
}
