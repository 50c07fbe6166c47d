import { paymentsPatch } from "~/loyalty/orders/placeholder-fact";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { adminFor } from "~/shopify/client/admin-client.server";
import { readRedeemedValues } from "~/shopify/orders/read-redeemed-values.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { giveUpNeed, ordersInNeed } from "~/store/orders/orders-in-need.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";

const A_ROUND = 100;

/** Reads how much of orders was paid by gift card or store credit, and settles them with that, until none is left. @returns how many. */
export async function readPayments(shop: Shop, now: () => Date): Promise<number> {
  const client = adminFor(shop.domain, "background");
  for (let count = 0; ; ) {
    const ids = await readFor(shop.shopId, (db) => ordersInNeed(db, "payments", A_ROUND));
    const values = await readRedeemedValues(client, ids);
    const unseen = ids.filter((id) => !values.has(id));
    if (unseen.length > 0) await inTransaction(shop.shopId, (db) => giveUpNeed(db, "payments", unseen));
    await settleOrders(shop.shopId, [...values].map(([orderId, redeemedMinor]) => paymentsPatch(orderId, redeemedMinor)), now());
    count += ids.length;
    if (ids.length < A_ROUND) return count;
  }
}
