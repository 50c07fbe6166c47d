import { query } from "../db.server";
import { sql } from "../sql";

/**
 * Puts parked deliveries of one shop back into the queue, with all their tries. Those whose body was erased stay parked.
 * @param inboxIds which; null = all of the shop's parked ones.
 * @returns how many will be handled again.
 */
export async function replayInbox(shopDomain: string, inboxIds: bigint[] | null): Promise<number> {
  const rows = await query<{ inbox_id: bigint }>(sql`
    UPDATE inbox SET state = 'new', attempts = 0, ready_at = now(), parked_reason = NULL
     WHERE shop_domain = ${shopDomain} AND state = 'parked' AND body IS NOT NULL AND (${inboxIds}::bigint[] IS NULL OR inbox_id = ANY(${inboxIds}::bigint[]))
    RETURNING inbox_id`);
  return rows.length;
}
