import { query } from "../db.server";
import { sql } from "../sql";

/** Whether a job that runs was followed by a newer one of its key: the queue tries it no more, whatever becomes of it. */
export async function isReplaced(jobId: string): Promise<boolean> {
  const rows = await query<{ key: string | null }>(sql`SELECT key FROM graphile_worker.jobs WHERE id = ${jobId}::bigint`);
  return rows.length > 0 && rows[0]!.key === null;
}

/** Clears away jobs that nobody will try again and that have no key left: newer ones took their place. @returns how many. */
export async function clearReplacedJobs(): Promise<number> {
  const rows = await query(sql`
    SELECT id FROM graphile_worker.complete_jobs(ARRAY(SELECT id FROM graphile_worker.jobs WHERE key IS NULL AND attempts >= max_attempts AND locked_at IS NULL))`);
  return rows.length;
}

/** Clears away jobs that used up all their tries before `before`: what is left to do is found by schedules, and a new cause enqueues anew. @returns how many. */
export async function clearGivenUpJobs(before: Date): Promise<number> {
  const rows = await query(sql`
    SELECT id FROM graphile_worker.complete_jobs(ARRAY(SELECT id FROM graphile_worker.jobs WHERE attempts >= max_attempts AND locked_at IS NULL AND updated_at < ${before}))`);
  return rows.length;
}
