import { CLOCKS_DIFFER_MS } from "~/loyalty/rewards/is-before-hand-out";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** Redemptions to be decided: their code is confirmed gone since before `readUntil`, when a complete reading of all orders began. */
export async function closingsReadSince(db: Tx, readUntil: Date, most: number): Promise<{ redemptionId: bigint; memberId: bigint }[]> {
  const rows = await db.query<{ redemption_id: bigint; member_id: bigint }>(sql`
    SELECT redemption_id, member_id FROM redemption WHERE shop_id = ${db.shopId} AND status = 'closing' AND code_gone_at <= ${readUntil} ORDER BY redemption_id LIMIT ${most}`);
  return rows.map((row) => ({ redemptionId: row.redemption_id, memberId: row.member_id }));
}

/** Redemptions that cost nothing though an order of theirs is known, for at most a week and since before this moment, to have shown their code. */
export async function shownUncharged(db: Tx, seenUntil: Date, most: number): Promise<{ redemptionId: bigint; memberId: bigint }[]> {
  const rows = await db.query<{ redemption_id: bigint; member_id: bigint }>(sql`
    SELECT DISTINCT r.redemption_id, r.member_id FROM code_use u JOIN redemption r USING (shop_id, code_id)
     WHERE u.shop_id = ${db.shopId} AND u.seen_at > ${seenUntil}::timestamptz - interval '7 days' AND u.seen_at <= ${seenUntil} AND u.undone < r.points
       AND (u.ordered_at IS NULL OR u.ordered_at >= r.issued_at - make_interval(secs => ${CLOCKS_DIFFER_MS / 1000}::float8))
       AND (r.status = 'issued' OR (r.status = 'voided' AND r.spent = 0 AND NOT (r.on_expiry = 'lapse' AND coalesce(r.closing_reason, '') = 'code_expired')))
     ORDER BY 1 LIMIT ${most}`);
  return rows.map((row) => ({ redemptionId: row.redemption_id, memberId: row.member_id }));
}

/** Issued redemptions whose code is over, the oldest first. */
export async function expiredRedemptions(db: Tx, now: Date, most: number): Promise<bigint[]> {
  const rows = await db.query<{ redemption_id: bigint }>(sql`
    SELECT redemption_id FROM redemption WHERE shop_id = ${db.shopId} AND status = 'issued' AND expires_at <= ${now} ORDER BY expires_at, redemption_id LIMIT ${most}`);
  return rows.map((row) => row.redemption_id);
}

/** Since when codes are out that nobody knows used or gone; null when none is. */
export async function codesOutSince(db: Tx): Promise<Date | null> {
  const [row] = await db.query<{ since: Date | null }>(sql`SELECT min(issued_at) AS since FROM redemption WHERE shop_id = ${db.shopId} AND status IN ('issued', 'closing')`);
  return row?.since ?? null;
}

export async function membersWithDueExpiry(db: Tx, now: Date, most: number): Promise<bigint[]> {
  const rows = await db.query<{ member_id: bigint }>(sql`
    SELECT member_id FROM lot WHERE shop_id = ${db.shopId} AND free > 0 AND expires_at <= ${now} GROUP BY member_id ORDER BY min(expires_at) LIMIT ${most}`);
  return rows.map((row) => row.member_id);
}

/** What the minute's look at a shop has to know of rewards. */
export async function waitingRewardWork(db: Tx, now: Date): Promise<{ fill: boolean; close: boolean; resolve: boolean; expireCodes: boolean; expirePoints: boolean }> {
  const [row] = await db.query<{ fill: boolean; close: boolean; resolve: boolean; expire_codes: boolean; expire_points: boolean }>(sql`
    SELECT EXISTS (SELECT 1 FROM redemption WHERE shop_id = ${db.shopId} AND status = 'held')
             OR EXISTS (SELECT 1 FROM code_batch WHERE shop_id = ${db.shopId} AND state IN ('planned', 'sent', 'adding'))
             OR EXISTS (SELECT 1 FROM code_pool WHERE shop_id = ${db.shopId} AND state IN ('planned', 'creating') AND fault IS NULL)
             OR EXISTS (SELECT 1 FROM code_pool p WHERE p.shop_id = ${db.shopId} AND p.state = 'open' AND p.fault IS NULL AND p.low_mark > 0
                  AND NOT EXISTS (SELECT 1 FROM code c WHERE c.shop_id = p.shop_id AND c.pool_id = p.pool_id AND c.state = 'free' OFFSET p.low_mark - 1)) AS fill,
           EXISTS (SELECT 1 FROM redemption WHERE shop_id = ${db.shopId} AND status = 'closing' AND code_gone_at IS NULL)
             OR EXISTS (SELECT 1 FROM code_pool WHERE shop_id = ${db.shopId} AND state = 'retired') AS close,
           EXISTS (SELECT 1 FROM redemption WHERE shop_id = ${db.shopId} AND status = 'closing' AND code_gone_at IS NOT NULL) AS resolve,
           EXISTS (SELECT 1 FROM redemption WHERE shop_id = ${db.shopId} AND status = 'issued' AND expires_at <= ${now}) AS expire_codes,
           EXISTS (SELECT 1 FROM lot WHERE shop_id = ${db.shopId} AND free > 0 AND expires_at <= ${now}) AS expire_points`);
  return { fill: row!.fill, close: row!.close, resolve: row!.resolve, expireCodes: row!.expire_codes, expirePoints: row!.expire_points };
}
