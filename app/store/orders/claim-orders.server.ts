import { sql } from "../sql";
import type { Tx } from "../tx";

/**
 * Gives members the orders that are theirs and nobody's yet: orders of their customer id, and orders of a guest with their
 * verified e-mail. The orders are noted to be settled again: enqueue `resettle-orders`. @returns how many.
 */
export async function claimOrders(db: Tx, members: { memberId: bigint; customerId: string; emailHash: string | null }[]): Promise<number> {
  if (members.length === 0) return 0;
  const [row] = await db.query<{ claimed: bigint }>(sql`
    WITH x AS MATERIALIZED (
      SELECT * FROM unnest(${members.map((one) => one.memberId)}::bigint[], ${members.map((one) => one.customerId)}::text[], ${members.map((one) => one.emailHash)}::text[]) AS x(member_id, customer_id, email_hash)
    ), found AS MATERIALIZED (
      SELECT o.order_id, x.member_id FROM x JOIN shop_order o ON o.shop_id = ${db.shopId} AND o.customer_id = x.customer_id WHERE o.member_id IS NULL
      UNION
      SELECT o.order_id, x.member_id FROM x JOIN shop_order o ON o.shop_id = ${db.shopId} AND o.email_hash = x.email_hash WHERE o.member_id IS NULL AND o.customer_id IS NULL
    ), locked AS MATERIALIZED (
      SELECT o.order_id FROM shop_order o WHERE o.shop_id = ${db.shopId} AND o.order_id IN (SELECT order_id FROM found) AND o.member_id IS NULL ORDER BY o.order_id FOR NO KEY UPDATE
    ), claimed AS (
      UPDATE shop_order o SET member_id = f.member_id, needs = CASE WHEN 'settle' = ANY(o.needs) THEN o.needs ELSE o.needs || 'settle'::text END
        FROM found f JOIN locked l USING (order_id) WHERE o.shop_id = ${db.shopId} AND o.order_id = f.order_id RETURNING 1
    )
    SELECT count(*) AS claimed FROM claimed`);
  return Number(row?.claimed ?? 0n);
}
