import { query } from "../db.server";
import { sql } from "../sql";

/** What became of a claimed delivery. `retry` waits `afterSeconds`; `counted: false` does not use up one of its tries. */
export type Finished =
  | { inboxId: bigint; outcome: "done"; note: string | null }
  | { inboxId: bigint; outcome: "parked"; reason: string }
  | { inboxId: bigint; outcome: "retry"; reason: string; afterSeconds: number; counted: boolean };

/** After it the deliveries come back by their lease; handling them again changes nothing. */
const WITHIN_MS = 30_000;

/** Notes a whole batch in one statement. */
export async function finishDeliveries(finished: Finished[]): Promise<void> {
  if (finished.length === 0) return;
  const sorted = [...finished].sort((a, b) => (a.inboxId < b.inboxId ? -1 : 1));
  await query(sql`
    UPDATE inbox i SET
        state = CASE x.outcome WHEN 'retry' THEN 'new' ELSE x.outcome END,
        parked_reason = x.reason,
        done_at = CASE WHEN x.outcome = 'done' THEN now() END,
        ready_at = CASE WHEN x.outcome = 'retry' THEN now() + make_interval(secs => x.after_seconds) ELSE i.ready_at END,
        leased_until = NULL, attempts = i.attempts - x.uncounted
      FROM unnest(${sorted.map((one) => one.inboxId)}::bigint[], ${sorted.map((one) => one.outcome)}::text[],
                  ${sorted.map((one) => (one.outcome === "done" ? one.note : one.reason)?.slice(0, 500) ?? null)}::text[],
                  ${sorted.map((one) => (one.outcome === "retry" ? one.afterSeconds : 0))}::float8[],
                  ${sorted.map((one) => (one.outcome === "retry" && !one.counted ? 1 : 0))}::int[]) AS x (inbox_id, outcome, reason, after_seconds, uncounted)
     WHERE i.inbox_id = x.inbox_id AND i.state = 'new'`, { withinMs: WITHIN_MS });
}
