import { query } from "../db.server";
import { sql } from "../sql";

export interface InboxFigures { waiting: number; parked: number; oldestWaitingSeconds: number }

/** The queue at this moment, over all shops. */
export async function inboxFigures(): Promise<InboxFigures> {
  const [row] = await query<{ waiting: bigint; parked: bigint; oldest: number | null }>(sql`
    SELECT count(*) FILTER (WHERE state = 'new') AS waiting, count(*) FILTER (WHERE state = 'parked') AS parked,
           extract(epoch FROM now() - min(received_at) FILTER (WHERE state = 'new'))::float8 AS oldest
      FROM inbox WHERE state IN ('new', 'parked')`);
  return { waiting: Number(row!.waiting), parked: Number(row!.parked), oldestWaitingSeconds: Math.max(0, row!.oldest ?? 0) };
}
