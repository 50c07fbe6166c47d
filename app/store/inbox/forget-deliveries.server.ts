import { query } from "../db.server";
import { sql } from "../sql";

export interface Forgotten {
  /** How many rows went. */
  forgotten: number;
  /** From where to go on; null when everything older than `before` was looked at. */
  next: bigint | null;
}

/**
 * Forgets deliveries received before `before`, handled or parked, looking at up to `most` rows from the oldest on. What still
 * waits is kept. Ids grow with time, so the walk ends at the first page that reaches `before`, and needs no index of its own.
 */
export async function forgetDeliveries(before: Date, { after, most }: { after: bigint; most: number }): Promise<Forgotten> {
  const [row] = await query<{ looked: bigint; last: bigint | null; reached: boolean | null; forgotten: bigint }>(sql`
    WITH page AS MATERIALIZED (
      SELECT inbox_id, received_at, state FROM inbox WHERE inbox_id > ${after} ORDER BY inbox_id LIMIT ${most}
    ), gone AS (
      DELETE FROM inbox WHERE inbox_id IN (SELECT inbox_id FROM page WHERE received_at < ${before} AND state <> 'new') RETURNING 1
    )
    SELECT (SELECT count(*) FROM page) AS looked, (SELECT max(inbox_id) FROM page) AS last, (SELECT bool_or(received_at >= ${before}) FROM page) AS reached, (SELECT count(*) FROM gone) AS forgotten`);
  const more = Number(row!.looked) === most && row!.reached !== true;
  return { forgotten: Number(row!.forgotten), next: more ? row!.last : null };
}
