import { sql } from "../sql";
import type { Tx } from "../tx";

export type Need = "order" | "payments" | "products" | "settle";

export interface OrderInNeed {
  orderId: string;
  /** False while only a refund, a dispute or the like told of it. */
  seen: boolean;
  /** Of the newest known of it; of an order not seen, when it was last told of. */
  updatedAt: Date;
}

/** Orders that wait for something to be read from Shopify, or to be settled again; oldest first. */
export async function ordersInNeed(db: Tx, need: Need, most: number): Promise<OrderInNeed[]> {
  const rows = await db.query<{ order_id: string; seen: boolean; updated_at: Date }>(sql`
    SELECT order_id, seen, updated_at FROM shop_order WHERE shop_id = ${db.shopId} AND (NOT seen OR needs <> '{}') AND ${need} = ANY(needs) ORDER BY updated_at, order_id LIMIT ${most}`);
  return rows.map((row) => ({ orderId: row.order_id, seen: row.seen, updatedAt: row.updated_at }));
}

/** All that orders of the shop wait for. */
export async function needsOfShop(db: Tx): Promise<Need[]> {
  return (await db.query<{ need: Need }>(sql`SELECT DISTINCT unnest(needs) AS need FROM shop_order WHERE shop_id = ${db.shopId} AND (NOT seen OR needs <> '{}')`)).map(({ need }) => need);
}

/** Notes that what an order waits for will never come (Shopify does not give it): nobody asks again. */
export async function giveUpNeed(db: Tx, need: Need, orderIds: string[]): Promise<void> {
  await db.query(sql`UPDATE shop_order SET needs = array_remove(needs, ${need}) WHERE shop_id = ${db.shopId} AND order_id = ANY(${orderIds}::text[])`);
}
