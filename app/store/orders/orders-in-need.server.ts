import { sql } from "../sql";
import type { Tx } from "../tx";

export type Need = "order" | "payments" | "products" | "settle";

/** Ids of orders that wait for something to be read from Shopify, or to be settled again; oldest first. */
export async function ordersInNeed(db: Tx, need: Need, most: number): Promise<string[]> {
  const rows = await db.query<{ order_id: string }>(sql`
    SELECT order_id FROM shop_order WHERE shop_id = ${db.shopId} AND (NOT seen OR needs <> '{}') AND ${need} = ANY(needs) ORDER BY updated_at, order_id LIMIT ${most}`);
  return rows.map((row) => row.order_id);
}

/** Notes that what an order waits for will never come (Shopify does not give it): nobody asks again. */
export async function giveUpNeed(db: Tx, need: Need, orderIds: string[]): Promise<void> {
  await db.query(sql`UPDATE shop_order SET needs = array_remove(needs, ${need}) WHERE shop_id = ${db.shopId} AND order_id = ANY(${orderIds}::text[])`);
}
