import { readFor } from "../in-transaction.server";
import { sql } from "../sql";

/** When the newest fact of each order is from, ISO-8601 UTC; orders that were not seen are left out. */
export async function knownUpdates(shopId: bigint, orderIds: string[]): Promise<Map<string, string>> {
  if (orderIds.length === 0) return new Map();
  const rows = await readFor(shopId, (db) => db.query<{ order_id: string; updated_at: Date }>(sql`
    SELECT order_id, updated_at FROM shop_order WHERE shop_id = ${db.shopId} AND order_id = ANY(${orderIds}::text[]) AND seen`));
  return new Map(rows.map((row) => [row.order_id, row.updated_at.toISOString()]));
}
