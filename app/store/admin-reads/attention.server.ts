import { rewardTroubles, type RewardTroubles } from "./code-incidents.server";
import { readFor } from "../in-transaction.server";
import { query } from "../db.server";
import { sql } from "../sql";
import { deadJobsOf, type DeadJobs } from "../jobs/dead-jobs.server";

export interface Attention {
  parkedEvents: number;
  /** Received and not handled yet, and how many were handled in the last minute. */
  waitingEvents: number;
  handledLastMinute: number;
  /** When the newest posting counts: while a past arrives, how far it has come. Null before the first. */
  arrivedUntil: Date | null;
  parkedMembers: number;
  /** Feature -> why it is off. */
  featuresOff: Record<string, string>;
  /** The newest import, while it runs or when it failed. */
  imports: ImportProgress[];
  complianceOpen: number;
  /** Exports of customers' data that wait to be fetched; they are erased after some days. */
  exportsReady: number;
  rewards: RewardTroubles;
  /** What the last recount of the ledger found; null when it held. */
  ledger: LedgerTrouble | null;
  /** Work that fails again and again. */
  deadJobs: DeadJobs[];
}
export interface LedgerTrouble { differences: number; /** Of one of them, as `member 7 available`. */ place: string; checkedAt: Date }
export interface ImportProgress { kind: string; state: "waiting" | "running" | "done" | "failed"; done: number; total: number | null; message: string | null; startedAt: Date; finishedAt: Date | null }

/** What a merchant should look at, and the work under way. */
export async function attention(shopId: bigint, shopDomain: string, now: Date): Promise<Attention> {
  const [events] = await query<{ parked: bigint; waiting: bigint; handled: bigint }>(sql`
    SELECT (SELECT count(*) FROM inbox WHERE shop_domain = ${shopDomain} AND state = 'parked') AS parked,
           (SELECT count(*) FROM inbox WHERE shop_domain = ${shopDomain} AND state = 'new') AS waiting,
           (SELECT count(*) FROM (SELECT done_at FROM inbox WHERE shop_domain BETWEEN ${shopDomain} AND ${shopDomain} AND state = 'done' ORDER BY shop_domain DESC, inbox_id DESC LIMIT 5000) latest
             WHERE done_at >= ${now}::timestamptz - interval '1 minute') AS handled`);
  const dead = await deadJobsOf(shopId);
  return readFor(shopId, async (db) => {
    const [row] = await db.query<{ members: bigint; requests: bigint; exports: bigint; features_off: Record<string, string>; arrived_until: Date | null; ledger_differences: number; ledger_place: string | null; ledger_checked_at: Date | null }>(sql`
      SELECT (SELECT count(*) FROM member_refresh WHERE shop_id = ${shopId} AND parked_reason IS NOT NULL) AS members,
             (SELECT count(*) FROM compliance_request WHERE shop_id = ${shopId} AND state = 'open') AS requests,
             (SELECT count(*) FROM compliance_request WHERE shop_id = ${shopId} AND answer IS NOT NULL) AS exports,
             (SELECT effective_at FROM ledger_transaction WHERE shop_id = ${shopId} ORDER BY txn_id DESC LIMIT 1) AS arrived_until,
             features_off, ledger_differences, ledger_place, ledger_checked_at FROM shop WHERE shop_id = ${shopId}`);
    const imports = await db.query<ImportProgress & { started_at: Date; finished_at: Date | null }>(sql`
      SELECT DISTINCT ON (kind) kind, state, done, total, message, started_at, finished_at FROM import_run
       WHERE shop_id = ${shopId} ORDER BY kind, import_run_id DESC`);
    return {
      parkedEvents: Number(events!.parked), waitingEvents: Number(events!.waiting), handledLastMinute: Number(events!.handled), parkedMembers: Number(row!.members), complianceOpen: Number(row!.requests), exportsReady: Number(row!.exports), featuresOff: row!.features_off, arrivedUntil: row!.arrived_until,
      rewards: await rewardTroubles(db, now), deadJobs: dead,
      ledger: row!.ledger_place !== null && row!.ledger_checked_at ? { differences: row!.ledger_differences, place: row!.ledger_place, checkedAt: row!.ledger_checked_at } : null,
      imports: imports.map(({ kind, state, done, total, message, started_at, finished_at }) =>
        ({ kind, state, done, total, message, startedAt: started_at, finishedAt: finished_at })),
    };
  });
}
