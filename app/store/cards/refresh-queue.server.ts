import { inTransaction } from "../in-transaction.server";
import { sql } from "../sql";
import type { Tx } from "../tx";

export interface ClaimedRefresh { memberId: bigint; retier: boolean }
export interface ClaimRefreshes { most: number; leaseSeconds: number; urgentOnly: boolean }

/** Takes members that wait to be looked at again under a lease, urgent ones first; two drains of one shop never take the same one. */
export function claimRefreshes(shopId: bigint, { most, leaseSeconds, urgentOnly }: ClaimRefreshes): Promise<ClaimedRefresh[]> {
  return inTransaction(shopId, async (db) => {
    const rows = await db.query<{ member_id: bigint; retier: boolean }>(sql`
      UPDATE member_refresh r SET leased_until = now() + make_interval(secs => ${leaseSeconds}), attempts = attempts + 1
        FROM (SELECT member_id FROM member_refresh WHERE shop_id = ${db.shopId} AND (urgent OR NOT ${urgentOnly}::boolean)
                 AND parked_reason IS NULL AND ready_at <= now() AND (leased_until IS NULL OR leased_until < now())
               ORDER BY urgent DESC, ready_at, member_id LIMIT ${most} FOR UPDATE SKIP LOCKED) picked
       WHERE r.shop_id = ${db.shopId} AND r.member_id = picked.member_id
      RETURNING r.member_id, r.retier`);
    return rows.map((row) => ({ memberId: row.member_id, retier: row.retier }));
  });
}

export interface WaitingWork { refreshes: boolean; retags: boolean }

/** Whether cards and tags wait in a shop that no drain has under its lease. */
export async function waitingWork(db: Tx): Promise<WaitingWork> {
  const [row] = await db.query<WaitingWork>(sql`
    SELECT EXISTS (SELECT FROM member_refresh WHERE shop_id = ${db.shopId} AND parked_reason IS NULL AND ready_at <= now() AND (leased_until IS NULL OR leased_until < now())) AS refreshes,
           EXISTS (SELECT FROM member_retag WHERE shop_id = ${db.shopId} AND (leased_until IS NULL OR leased_until < now())) AS retags`);
  return row!;
}

export interface FinishedRefresh { memberId: bigint; cause: bigint; parkedReason: string | null }

/** Ends claims. A member for whom another cause came meanwhile waits again at once. */
export async function finishRefreshes(db: Tx, finished: FinishedRefresh[]): Promise<void> {
  if (finished.length === 0) return;
  const sorted = [...finished].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
  const ids = sorted.map((one) => one.memberId);
  const causes = sorted.map((one) => one.cause);
  // Locked first: a cause that is being written just now would be missed by both halves of the statement below.
  await db.query(sql`SELECT 1 FROM member_refresh WHERE shop_id = ${db.shopId} AND member_id = ANY(${ids}::bigint[]) ORDER BY member_id FOR UPDATE`);
  await db.query(sql`
    WITH x AS MATERIALIZED (
      SELECT * FROM unnest(${ids}::bigint[], ${causes}::bigint[], ${sorted.map((one) => one.parkedReason?.slice(0, 300) ?? null)}::text[]) AS x(member_id, cause, parked_reason)
    ), gone AS (
      DELETE FROM member_refresh r USING x WHERE r.shop_id = ${db.shopId} AND r.member_id = x.member_id AND r.cause = x.cause AND x.parked_reason IS NULL
    )
    UPDATE member_refresh r SET leased_until = NULL, parked_reason = CASE WHEN r.cause = x.cause THEN x.parked_reason END, attempts = CASE WHEN r.cause = x.cause THEN r.attempts ELSE 0 END
      FROM x WHERE r.shop_id = ${db.shopId} AND r.member_id = x.member_id AND (r.cause <> x.cause OR x.parked_reason IS NOT NULL)`);
}

/** Gives claims back: nothing was done, somebody may take them at once. */
export function releaseRefreshes(shopId: bigint, memberIds: bigint[]): Promise<void> {
  return inTransaction(shopId, async (db) => {
    await db.query(sql`
      UPDATE member_refresh SET leased_until = NULL WHERE shop_id = ${db.shopId} AND member_id IN (
        SELECT member_id FROM member_refresh WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[]) ORDER BY member_id FOR UPDATE)`);
  });
}
