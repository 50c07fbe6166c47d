import { inTransaction } from "../in-transaction.server";
import { sql } from "../sql";
import type { Tx } from "../tx";

export interface ClaimedRetag {
  memberId: bigint;
  cause: bigint;
  /** Null when nothing can be written: merged, erased or deleted at Shopify. */
  customerId: string | null;
  /** The tier Shopify was told last; null for nobody's member: no tag of ours may stand. */
  tier: string | null;
}

/** Notes members whose tier tag at Shopify is another than their tier there. Any number of causes make one row; the job `retag-members` drains them. */
export async function requestRetags(db: Tx, memberIds: readonly bigint[], now: Date): Promise<void> {
  if (memberIds.length === 0) return;
  await db.query(sql`
    INSERT INTO member_retag (shop_id, member_id, requested_at) SELECT ${db.shopId}, member_id, ${now} FROM unnest(${[...memberIds].sort((a, b) => (a < b ? -1 : 1))}::bigint[]) AS x(member_id)
    ON CONFLICT (shop_id, member_id) DO UPDATE SET cause = member_retag.cause + 1`);
}

/** Takes members under a lease: two drains never write the tags of one customer at once. */
export function claimRetags(shopId: bigint, { most, leaseSeconds }: { most: number; leaseSeconds: number }): Promise<ClaimedRetag[]> {
  return inTransaction(shopId, async (db) => {
    const rows = await db.query<{ member_id: bigint; cause: bigint; customer_id: string | null; tier_pushed: string | null }>(sql`
      UPDATE member_retag r SET leased_until = now() + make_interval(secs => ${leaseSeconds})
        FROM (SELECT member_id FROM member_retag WHERE shop_id = ${db.shopId} AND (leased_until IS NULL OR leased_until < now())
               ORDER BY requested_at, member_id LIMIT ${most} FOR UPDATE SKIP LOCKED) picked
        JOIN member m ON m.shop_id = ${db.shopId} AND m.member_id = picked.member_id
       WHERE r.shop_id = ${db.shopId} AND r.member_id = picked.member_id
      RETURNING r.member_id, r.cause, m.tier_pushed,
                CASE WHEN m.customer_deleted_at IS NULL AND m.state IN ('member', 'left', 'excluded', 'blocked') THEN m.customer_id END AS customer_id`);
    return rows.map((row) => ({ memberId: row.member_id, cause: row.cause, customerId: row.customer_id, tier: row.tier_pushed }));
  });
}

export interface FinishedRetag { memberId: bigint; cause: bigint; refusedReason: string | null }

/**
 * Ends claims. A member for whom another cause came meanwhile waits again at once. One whose tag Shopify refused is parked as
 * a refresh with the reason, where people see it and try again; a refresh that waits already finds the tag by itself.
 */
export function finishRetags(shopId: bigint, finished: FinishedRetag[], now: Date): Promise<void> {
  const sorted = [...finished].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
  return inTransaction(shopId, async (db) => {
    // Locked first: a cause that is being written just now would be missed by both halves of the statement below.
    await db.query(sql`SELECT 1 FROM member_retag WHERE shop_id = ${db.shopId} AND member_id = ANY(${sorted.map((one) => one.memberId)}::bigint[]) ORDER BY member_id FOR UPDATE`);
    await db.query(sql`
      WITH x AS MATERIALIZED (
        SELECT * FROM unnest(${sorted.map((one) => one.memberId)}::bigint[], ${sorted.map((one) => one.cause)}::bigint[],
          ${sorted.map((one) => one.refusedReason?.slice(0, 300) ?? null)}::text[]) AS x(member_id, cause, refused_reason)
      ), gone AS (
        DELETE FROM member_retag r USING x WHERE r.shop_id = ${db.shopId} AND r.member_id = x.member_id AND r.cause = x.cause
        RETURNING r.member_id, x.refused_reason
      ), parked AS (
        INSERT INTO member_refresh (shop_id, member_id, retier, requested_at, ready_at, parked_reason)
        SELECT ${db.shopId}, member_id, false, ${now}, ${now}, refused_reason FROM gone WHERE refused_reason IS NOT NULL
        ON CONFLICT (shop_id, member_id) DO NOTHING
      )
      UPDATE member_retag r SET leased_until = NULL FROM x WHERE r.shop_id = ${db.shopId} AND r.member_id = x.member_id AND r.cause <> x.cause`);
  });
}

/** Gives claims back: nothing was done, somebody may take them at once. */
export function releaseRetags(shopId: bigint, memberIds: bigint[]): Promise<void> {
  return inTransaction(shopId, async (db) => {
    await db.query(sql`
      UPDATE member_retag SET leased_until = NULL WHERE shop_id = ${db.shopId} AND member_id IN (
        SELECT member_id FROM member_retag WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[]) ORDER BY member_id FOR UPDATE)`);
  });
}
