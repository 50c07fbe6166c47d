import { query } from "../db.server";
import { sql } from "../sql";

/** Jobs of one task that used up all their tries: nobody tries them again by itself. */
export interface DeadJobs { task: string; jobs: number }

/** Over all shops. What lost its key was replaced by a newer job and is none. */
export async function deadJobs(): Promise<DeadJobs[]> {
  const rows = await query<{ task: string; jobs: bigint }>(sql`
    SELECT task_identifier AS task, count(*) AS jobs FROM graphile_worker.jobs WHERE key IS NOT NULL AND attempts >= max_attempts AND locked_at IS NULL GROUP BY 1 ORDER BY 1`);
  return rows.map(({ task, jobs }) => ({ task, jobs: Number(jobs) }));
}

/** Of one shop: keys of jobs about a shop name it in the second place. */
export async function deadJobsOf(shopId: bigint): Promise<DeadJobs[]> {
  const rows = await query<{ task: string; jobs: bigint }>(sql`
    SELECT task_identifier AS task, count(*) AS jobs FROM graphile_worker.jobs
     WHERE split_part(key, ':', 2) = ${String(shopId)} AND attempts >= max_attempts AND locked_at IS NULL GROUP BY 1 ORDER BY 1`);
  return rows.map(({ task, jobs }) => ({ task, jobs: Number(jobs) }));
}

/** Has the shop's dead jobs tried anew, from now on. @returns how many. */
export async function reviveJobs(shopId: bigint): Promise<number> {
  const rows = await query(sql`
    SELECT id FROM graphile_worker.reschedule_jobs(ARRAY(
      SELECT id FROM graphile_worker.jobs WHERE split_part(key, ':', 2) = ${String(shopId)} AND attempts >= max_attempts AND locked_at IS NULL), run_at := now(), attempts := 0)`);
  return rows.length;
}
