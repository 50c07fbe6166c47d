import { readFor } from "../in-transaction.server";
import { sql } from "../sql";

/** Whether prices of these orders hold their tax; orders that were not seen yet are left out. */
export async function taxesIncluded(shopId: bigint, orderIds: string[]): Promise<Map<string, boolean>> {
  if (orderIds.length === 0) return new Map();
  const rows = await readFor(shopId, (db) => db.query<{ order_id: string; included: boolean }>(sql`
    SELECT order_id, (fact->>'taxesIncluded')::boolean AS included FROM shop_order WHERE shop_id = ${db.shopId} AND order_id = ANY(${orderIds}::text[]) AND seen`));
  return new Map(rows.map((row) => [row.order_id, row.included]));
}
