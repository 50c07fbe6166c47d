import { paymentsPatch } from "~/loyalty/orders/placeholder-fact";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { adminFor } from "~/shopify/client/admin-client.server";
import { readRedeemedValues } from "~/shopify/orders/read-redeemed-values.server";
import { readFor } from "~/store/in-transaction.server";
import { ordersInNeed } from "~/store/orders/orders-in-need.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { giveUpReading } from "./give-up-reading";

const A_ROUND = 100;

/** Reads how much of orders was paid by gift card or store credit, and settles them with that, until none is left that Shopify shows. @returns how many. */
export async function readPayments(shop: Shop, now: () => Date): Promise<number> {
  const client = adminFor(shop.domain, "background");
  for (let count = 0; ; ) {
    const waiting = await readFor(shop.shopId, (db) => ordersInNeed(db, "payments", A_ROUND));
    const values = await readRedeemedValues(client, waiting.map(({ orderId }) => orderId));
    const givenUp = await giveUpReading(shop.shopId, { need: "payments", orders: waiting.filter(({ orderId }) => !values.has(orderId)) }, now());
    await settleOrders(shop.shopId, [...values].map(([orderId, redeemedMinor]) => paymentsPatch(orderId, redeemedMinor)), now());
    count += waiting.length;
    if (waiting.length < A_ROUND || values.size + givenUp === 0) return count;
  }
}
