import { query } from "../db.server";
import { sql } from "../sql";

/**
 * Erases bodies received before `before`, handled or parked, some at a time. What still waits is kept: it was never acted on.
 * @returns how many were erased now; fewer than `most` means none are left.
 */
export async function eraseBodies(before: Date, most = 5_000): Promise<number> {
  const rows = await query<{ inbox_id: bigint }>(sql`
    UPDATE inbox SET body = NULL WHERE inbox_id IN (
      SELECT inbox_id FROM inbox WHERE body IS NOT NULL AND received_at < ${before} AND state <> 'new' ORDER BY received_at LIMIT ${most} FOR UPDATE SKIP LOCKED)
    RETURNING inbox_id`);
  return rows.length;
}

/** Erases these bodies at once, whatever became of their deliveries. */
export async function eraseBodiesOf(inboxIds: readonly bigint[]): Promise<void> {
  if (inboxIds.length > 0) await query(sql`UPDATE inbox SET body = NULL WHERE inbox_id = ANY(${[...inboxIds]}::bigint[])`);
}
