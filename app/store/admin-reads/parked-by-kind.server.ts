import { query } from "../db.server";
import { PARKED_KIND } from "../inbox/parked-kind";

export interface ParkedKind {
  /** First word of the reason, such as `unreadable` or an error's class. */
  kind: string;
  events: number;
  /** How many of them still have their content and can be handled again. */
  replayable: number;
  newestAt: Date;
  /** The newest one's whole reason. */
  example: string;
}

/** A shop's parked deliveries by the sort of trouble, the most frequent first. */
export async function parkedByKind(shopDomain: string): Promise<ParkedKind[]> {
  const rows = await query<{ kind: string; events: bigint; replayable: bigint; newest_at: Date; example: string }>({
    name: "parked-by-kind",
    text: `SELECT ${PARKED_KIND} AS kind, count(*) AS events, count(body) AS replayable, max(received_at) AS newest_at, (array_agg(parked_reason ORDER BY inbox_id DESC))[1] AS example
             FROM inbox WHERE shop_domain = $1 AND state = 'parked' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 20`,
    values: [shopDomain],
  });
  return rows.map((row) => ({ kind: row.kind, events: Number(row.events), replayable: Number(row.replayable), newestAt: row.newest_at, example: row.example }));
}
