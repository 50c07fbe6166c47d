import { query } from "../db.server";
import { sql } from "../sql";

/** Jobs of one task that fail again and again, or used up all their tries. */
export interface DeadJobs { task: string; jobs: number }

/** Over all shops. */
export async function deadJobs(): Promise<DeadJobs[]> {
  return counted(await dead(null));
}

export async function deadJobsOf(shopId: bigint): Promise<DeadJobs[]> {
  return counted(await dead(shopId));
}

/** Has the shop's dead jobs tried anew, from now on. @returns how many. */
export async function reviveJobs(shopId: bigint): Promise<number> {
  const ids = (await dead(shopId)).flatMap((one) => one.ids);
  return (await query(sql`SELECT id FROM graphile_worker.reschedule_jobs(${ids}::bigint[], run_at := now(), attempts := 0)`)).length;
}

const counted = (tasks: { task: string; ids: bigint[] }[]): DeadJobs[] => tasks.map(({ task, ids }) => ({ task, jobs: ids.length }));

/**
 * Eight tries take half an hour. A schedule that asks for the same again begins the tries of a job anew and never lets it come that far, but leaves it its age:
 * one that failed last time and is hours old has not succeeded since; half an hour is enough for work about all shops. What lost its key was replaced by a
 * newer job and is none; keys of jobs about a shop name it in the second place.
 */
function dead(shopId: bigint | null): Promise<{ task: string; ids: bigint[] }[]> {
  const shop = shopId === null ? null : String(shopId);
  return query(sql`
    SELECT task_identifier AS task, array_agg(id) AS ids FROM graphile_worker.jobs
     WHERE key IS NOT NULL AND locked_at IS NULL AND (${shop}::text IS NULL OR split_part(key, ':', 2) = ${shop}::text)
       AND (attempts >= least(8, max_attempts) OR attempts > 0 AND created_at < now() - CASE WHEN key LIKE '%:%' THEN interval '6 hours' ELSE interval '30 minutes' END) GROUP BY 1 ORDER BY 1`);
}
