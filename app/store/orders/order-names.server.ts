import { sql } from "../sql";
import type { Tx } from "../tx";

/** Names of orders as people know them (`#1042`); orders that were not seen are left out. */
export async function orderNames(db: Tx, orderIds: readonly string[]): Promise<Map<string, string>> {
  if (orderIds.length === 0) return new Map();
  const rows = await db.query<{ order_id: string; name: string }>(sql`SELECT order_id, name FROM shop_order WHERE shop_id = ${db.shopId} AND order_id = ANY(${orderIds}::text[]) AND name <> ''`);
  return new Map(rows.map((row) => [row.order_id, row.name]));
}
