import type { GoalBand } from "~/loyalty/rewards/next-goal";
import { sql } from "../sql";
import type { Tx } from "../tx";

/**
 * Members whose card names another next reward than it should by now. One whose first card is under way counts, too: it may have been painted
 * before. Ascending by id after `after`.
 */
export async function membersWithStaleGoals(db: Tx, bands: readonly GoalBand[], { after, most }: { after: bigint; most: number }): Promise<bigint[]> {
  const rows = await db.query<{ member_id: bigint }>(sql`
    SELECT m.member_id FROM member m LEFT JOIN wallet w ON w.shop_id = m.shop_id AND w.member_id = m.member_id
      JOIN unnest(${bands.map(({ tier }) => tier)}::text[], ${bands.map(({ from }) => from)}::bigint[], ${bands.map(({ below }) => below)}::bigint[], ${bands.map(({ goal }) => goal)}::text[]) AS b(tier, low, below, goal)
        ON b.tier = m.tier AND coalesce(w.available, 0) >= b.low AND (b.below IS NULL OR coalesce(w.available, 0) < b.below)
     WHERE m.shop_id = ${db.shopId} AND m.member_id > ${after} AND m.state = 'member' AND m.customer_deleted_at IS NULL AND m.card_goal IS DISTINCT FROM b.goal
       AND (m.card_pushed_at IS NOT NULL OR EXISTS (SELECT FROM member_refresh r WHERE r.shop_id = m.shop_id AND r.member_id = m.member_id))
     ORDER BY m.member_id LIMIT ${most}`);
  return rows.map((row) => row.member_id);
}
