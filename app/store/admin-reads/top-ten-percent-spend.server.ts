import { readFor } from "../in-transaction.server";
import { sql } from "../sql";

/**
 * Yearly net eligible spend at the border of the shop's top 10 % of customers who bought, minor units of its currency;
 * null with fewer than ten of them.
 */
export function topTenPercentSpend(shopId: bigint, now: Date): Promise<number | null> {
  const from = new Date(now.getTime() - 365 * 86_400_000);
  return readFor(shopId, async (db) => {
    const [row] = await db.query<{ members: bigint; border: number | null }>(sql`
      SELECT count(*) AS members, percentile_disc(0.9) WITHIN GROUP (ORDER BY spent)::float8 AS border FROM (
        SELECT sum(qualifying_minor) AS spent FROM shop_order
         WHERE shop_id = ${shopId} AND member_id IS NOT NULL AND processed_at >= ${from} AND qualifying_minor > 0 GROUP BY member_id
      ) spends`);
    return row && row.members >= 10n ? row.border : null;
  });
}
