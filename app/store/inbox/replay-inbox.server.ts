import { query } from "../db.server";
import { PARKED_KIND } from "./parked-kind";

export interface WhichParked {
  /** Null = all of the shop's parked ones. */
  inboxIds: bigint[] | null;
  /** First word of their reason; null = any. */
  kind?: string | null;
}

/**
 * Puts parked deliveries of one shop back into the queue, with all their tries. Those whose body was erased stay parked.
 * @returns how many will be handled again.
 */
export async function replayInbox(shopDomain: string, { inboxIds, kind = null }: WhichParked): Promise<number> {
  const rows = await query<{ inbox_id: bigint }>({
    name: "replay-inbox",
    text: `UPDATE inbox SET state = 'new', attempts = 0, ready_at = now(), parked_reason = NULL
            WHERE shop_domain = $1 AND state = 'parked' AND body IS NOT NULL AND ($2::bigint[] IS NULL OR inbox_id = ANY($2::bigint[])) AND ($3::text IS NULL OR ${PARKED_KIND} = $3::text)
           RETURNING inbox_id`,
    values: [shopDomain, inboxIds, kind],
  });
  return rows.length;
}
