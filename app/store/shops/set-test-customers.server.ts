import { sql } from "../sql";
import type { Tx } from "../tx";

/** @returns who was named before. */
export async function setTestCustomers(db: Tx, customerIds: string[]): Promise<string[]> {
  const [row] = await db.query<{ test_customers: string[] }>(sql`SELECT test_customers FROM shop WHERE shop_id = ${db.shopId} FOR UPDATE`);
  await db.query(sql`UPDATE shop SET test_customers = ${[...new Set(customerIds)]}::text[] WHERE shop_id = ${db.shopId}`);
  return row?.test_customers ?? [];
}
