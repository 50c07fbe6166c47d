import { sql } from "../sql";
import type { Tx } from "../tx";

/** Makes transactions about one customer wait for each other, also while there is no row of it yet to lock. */
export async function lockCustomer(db: Tx, customerId: string): Promise<void> {
  await db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`customer:${customerId}`}, ${db.shopId}))`);
}
