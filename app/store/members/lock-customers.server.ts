import { sql } from "../sql";
import type { Tx } from "../tx";

/**
 * Holds customers against being enrolled, merged or erased by another transaction: they may have no row to lock yet.
 * After it, read again who they are. Lock order: orders, customers, wallets.
 */
export async function lockCustomers(db: Tx, customerIds: Iterable<string>): Promise<void> {
  const ids = [...new Set(customerIds)].sort();
  if (ids.length === 0) return;
  await db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${String(db.shopId)} || ':' || id, 1)) FROM unnest(${ids}::text[]) AS x(id)`);
}
