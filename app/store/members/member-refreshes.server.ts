import { sql } from "../sql";
import type { Tx } from "../tx";

/** A member to look at again, held under a lease. `cause` tells at the end whether another cause came meanwhile. */
export interface MemberRefresh { memberId: bigint; cause: bigint; retier: boolean; attempts: number }

/** Takes up to `most` waiting members under a lease: a worker that dies gives them back when it ends. */
export async function claimRefreshes(db: Tx, { most, leaseSeconds, now }: { most: number; leaseSeconds: number; now: Date }): Promise<MemberRefresh[]> {
  const until = new Date(now.getTime() + leaseSeconds * 1000);
  const rows = await db.query<{ member_id: bigint; cause: bigint; retier: boolean; attempts: number }>(sql`
    WITH picked AS MATERIALIZED (
      SELECT member_id FROM member_refresh WHERE shop_id = ${db.shopId} AND parked_reason IS NULL AND ready_at <= ${now} ORDER BY ready_at, member_id LIMIT ${most} FOR UPDATE SKIP LOCKED
    )
    UPDATE member_refresh r SET ready_at = ${until}, attempts = attempts + 1 FROM picked p WHERE r.shop_id = ${db.shopId} AND r.member_id = p.member_id
    RETURNING r.member_id, r.cause, r.retier, r.attempts`);
  return rows.map((row) => ({ memberId: row.member_id, cause: row.cause, retier: row.retier, attempts: row.attempts })).sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
}

/** Ends leases of members that were looked after. Whoever had another cause meanwhile waits again. */
export async function finishRefreshes(db: Tx, done: MemberRefresh[], now: Date): Promise<void> {
  const [ids, causes] = [done.map((one) => one.memberId), done.map((one) => one.cause)];
  await db.query(sql`
    DELETE FROM member_refresh r USING unnest(${ids}::bigint[], ${causes}::bigint[]) AS x(member_id, cause) WHERE r.shop_id = ${db.shopId} AND r.member_id = x.member_id AND r.cause = x.cause`);
  await db.query(sql`UPDATE member_refresh SET ready_at = ${now}, attempts = 0 WHERE shop_id = ${db.shopId} AND member_id = ANY(${ids}::bigint[]) AND parked_reason IS NULL`);
}

/** Gives leases back unfinished, to be tried again later. */
export async function postponeRefreshes(db: Tx, memberIds: bigint[], until: Date): Promise<void> {
  await db.query(sql`UPDATE member_refresh SET ready_at = ${until} WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[]) AND parked_reason IS NULL`);
}

/** Shopify refuses this member for good: it waits for a new cause, or for somebody to look. */
export async function parkRefresh(db: Tx, memberId: bigint, reason: string): Promise<void> {
  await db.query(sql`UPDATE member_refresh SET parked_reason = ${reason.slice(0, 500)} WHERE shop_id = ${db.shopId} AND member_id = ${memberId}`);
}

/** When the next waiting member of the shop is due; null when none waits. */
export async function nextRefreshAt(db: Tx): Promise<Date | null> {
  const [row] = await db.query<{ at: Date | null }>(sql`SELECT min(ready_at) AS at FROM member_refresh WHERE shop_id = ${db.shopId} AND parked_reason IS NULL`);
  return row?.at ?? null;
}
