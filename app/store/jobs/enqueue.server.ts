import { query } from "../db.server";
import { sql, type Statement } from "../sql";
import type { Tx } from "../tx";

/**
 * Tasks the worker knows; each reads what is to do from its tables, so that one job a shop is enough however many causes there are.
 * - `refresh-members` (urgent ones), `refresh-backlog` (the others): member_refresh · `retag-members`: member_retag
 * - `settle-activities`: activities that are due
 * - `resettle-orders`: orders that need `settle` · `read-orders`, `read-payments`, `read-products`: orders that need them
 */
export type Task =
  | "fill-pools" | "close-codes" | "resolve-redemptions" | "expire-redemptions" | "expire-points" | "reconcile-codes" | "look-at-discount" | "look-at-code"
  | "refresh-members" | "refresh-backlog" | "retag-members" | "resettle-orders" | "read-orders" | "read-payments" | "read-products" | "recompute-tiers" | "release-points"
  | "publish-program" | "import-shop" | "export-customer" | "redact-customer" | "erase-shop"
  | "settle-activities" | "note-anniversaries"
  | "read-order" | "read-product" | "read-customers" | "reconcile-orders" | "verify-ledger" | "erase-old" | "refresh-token" | "reseal";

export interface Job {
  task: Task;
  /** JSON; ids as text. */
  payload: Record<string, string | number | boolean | null>;
  /** One waiting job a key. A job that already runs does not count: what was committed after it began is looked at again. */
  key: string;
  runAt?: Date;
  maxAttempts?: number;
}

/** A job about everything waiting of one kind in a shop. */
export const shopJob = (task: Task, shopId: bigint, runAt?: Date): Job => ({ task, payload: { shopId: String(shopId) }, key: `${task}:${shopId}`, ...(runAt && { runAt }) });

/** A job that reads what webhooks do not tell of a customer: tags, language, and for whoever just joined name and e-mail. */
export const readCustomerJob = (shopId: bigint, customerId: string): Job => ({ task: "read-customers", payload: { shopId: String(shopId), customerId }, key: `read-customers:${shopId}:${customerId}` });

const SHARDS = 32n;
/**
 * The same for something that one member does: jobs of one key wait for each other's transactions, and a rush of members must
 * not stand in one line. Few enough that the work is still done together.
 */
export const memberJob = (task: Task, shopId: bigint, memberId: bigint): Job => ({ ...shopJob(task, shopId), key: `${task}:${shopId}:${memberId % SHARDS}` });

/** Enqueues jobs that begin when this transaction is committed, and never if it is not. */
export async function enqueueJobs(db: Tx, jobs: Job[]): Promise<void> {
  if (jobs.length > 0) await db.query(statement(jobs));
}

/** Enqueues jobs that belong to no transaction: schedules. */
export async function enqueueJobsNow(jobs: Job[]): Promise<void> {
  if (jobs.length > 0) await query(statement(jobs));
}

/** Puts a job off. One of its key that waits already keeps its time. */
export async function postponeJob(job: Job & { runAt: Date }): Promise<void> {
  await query(statement([job], { keepTimes: true }));
}

function statement(jobs: Job[], { keepTimes }: { keepTimes: boolean } = { keepTimes: false }): Statement {
  const sorted = [...jobs].sort((a, b) => (a.key < b.key ? -1 : 1));
  return sql`
    SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
      SELECT ROW(task, payload, NULL, run_at, max_attempts, key, NULL, NULL)::graphile_worker.job_spec
        FROM unnest(${sorted.map((job) => job.task)}::text[], ${sorted.map((job) => JSON.stringify(job.payload))}::json[], ${sorted.map((job) => job.runAt ?? null)}::timestamptz[],
          ${sorted.map((job) => job.maxAttempts ?? 25)}::int[], ${sorted.map((job) => job.key)}::text[]) AS x(task, payload, run_at, max_attempts, key)), ${keepTimes}::boolean)`;
}
