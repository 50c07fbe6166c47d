import type { OrderFact } from "~/loyalty/orders/order-fact";
import { sql } from "../sql";
import type { Tx } from "../tx";

export interface RecentOrder { fact: OrderFact; customerId: string | null; tags: string[]; /** Held just before the order. */ tierBefore: string | null }

/** The newest orders since `since` of members who can earn, newest first. */
export async function recentOrders(db: Tx, { since, until, most }: { since: string; until: string; most: number }): Promise<RecentOrder[]> {
  const rows = await db.query<{ fact: OrderFact; customer_id: string | null; tags: string[]; tier_before: string | null }>(sql`
    SELECT o.fact, o.customer_id, m.tags,
           (SELECT t.to_tier FROM tier_change t WHERE t.shop_id = ${db.shopId} AND t.member_id = o.member_id AND t.effective_at < o.processed_at
             ORDER BY t.effective_at DESC, t.tier_change_id DESC LIMIT 1) AS tier_before
      FROM shop_order o JOIN member m USING (shop_id, member_id)
     WHERE o.shop_id = ${db.shopId} AND o.seen AND o.member_id IS NOT NULL AND m.state = 'member' AND o.processed_at >= ${since} AND o.processed_at <= ${until}
     ORDER BY o.processed_at DESC, o.order_id LIMIT ${most}`);
  return rows.map((row) => ({ fact: row.fact, customerId: row.customer_id, tags: row.tags, tierBefore: row.tier_before }));
}
