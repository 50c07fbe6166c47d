import type { Hasher } from "../crypto/hasher";
import { sql } from "../sql";
import type { Tx } from "../tx";

export interface FoundCustomer {
  /** The customer after merges at Shopify. */
  customerId: string;
  /** The customer asked to be forgotten: late facts do not bring them back. */
  erased: boolean;
  /** The member of that customer, if there is one. */
  memberId: bigint | null;
}

/**
 * Who the customers of a batch are, by the id a fact named. CASE and not coalesce in the join: to PostgreSQL coalesce might
 * leak, so under row-level security it would keep the index from being used.
 */
export async function findCustomers(db: Tx, hasher: Hasher, customerIds: Iterable<string>): Promise<Map<string, FoundCustomer>> {
  const ids = [...new Set(customerIds)];
  if (ids.length === 0) return new Map();
  const rows = await db.query<{ asked: string; customer_id: string; erased: boolean; member_id: bigint | null }>(sql`
    SELECT x.id AS asked, coalesce(r.to_customer_id, x.id) AS customer_id, e.customer_hash IS NOT NULL AS erased, m.member_id
      FROM unnest(${ids}::text[], ${ids.map((id) => hasher.customer(id))}::text[]) AS x(id, hash)
      LEFT JOIN customer_redirect r ON r.shop_id = ${db.shopId} AND r.from_customer_id = x.id
      LEFT JOIN erased_customer e ON e.shop_id = ${db.shopId} AND e.customer_hash = x.hash
      LEFT JOIN member m ON m.shop_id = ${db.shopId} AND m.customer_id = CASE WHEN r.to_customer_id IS NULL THEN x.id ELSE r.to_customer_id END AND m.state <> 'known'`);
  return new Map(rows.map((row) => [row.asked, { customerId: row.customer_id, erased: row.erased, memberId: row.member_id }]));
}
