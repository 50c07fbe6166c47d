import { query } from "../db.server";
import { sql } from "../sql";

export interface DelaySlice {
  from: Date;
  events: number;
  /** Seconds from Shopify's trigger to us; null when nothing arrived in the slice. */
  p50: number | null;
  p95: number | null;
}

const SLICES = 24;

/**
 * How long the newest 2,000 deliveries were on their way, in 24 slices of the time they span: minutes for a busy shop, weeks for a
 * quiet one. Empty when there are none.
 */
export async function deliveryDelay(shopDomain: string): Promise<DelaySlice[]> {
  const rows = await query<{ from: Date; events: bigint; p50: number | null; p95: number | null }>(sql`
    WITH recent AS MATERIALIZED (
      SELECT received_at, greatest(0, extract(epoch FROM received_at - triggered_at)::float8) AS delay
        FROM inbox WHERE shop_domain BETWEEN ${shopDomain} AND ${shopDomain} AND triggered_at IS NOT NULL ORDER BY shop_domain DESC, inbox_id DESC LIMIT 2000
    ), span AS (
      SELECT min(received_at) AS begin, greatest(max(received_at) - min(received_at), interval '24 seconds') / ${SLICES}::float8 AS slice FROM recent HAVING count(*) > 0
    )
    SELECT begin + n * slice AS "from", count(delay) AS events, percentile_cont(0.5) WITHIN GROUP (ORDER BY delay) AS p50, percentile_cont(0.95) WITHIN GROUP (ORDER BY delay) AS p95
      FROM span CROSS JOIN generate_series(0, ${SLICES - 1}::int) n
      LEFT JOIN recent ON least(${SLICES - 1}::int, floor(extract(epoch FROM received_at - begin) / extract(epoch FROM slice))) = n
     GROUP BY n, begin, slice ORDER BY n`);
  return rows.map((row) => ({ ...row, events: Number(row.events) }));
}
