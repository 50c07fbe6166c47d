import { readFor } from "../in-transaction.server";
import { sql } from "../sql";
import type { Tx } from "../tx";

export interface HomeFigures {
  members: number;
  /** By handle; the tier a member holds now. */
  membersByTier: Record<string, number>;
  pockets: { pending: bigint; available: bigint; held: bigint; owed: bigint };
  last30Days: { issued: bigint; reversed: bigint; ordersThatEarned: number; /** Points spent on rewards, less what came back with returned goods. */ redeemed: bigint };
  /** Whether the shop ever made a reward. */
  hasRewards: boolean;
}

/** What the strip on the merchant's home shows. `now` bounds the 30 days. */
export function homeFigures(shopId: bigint, now: Date): Promise<HomeFigures> {
  return readFor(shopId, async (db) => {
    const tiers = await db.query<{ tier: string; members: bigint }>(sql`
      SELECT tier, count(*) AS members FROM member WHERE shop_id = ${shopId} AND state = 'member' GROUP BY tier`);
    const [sums] = await db.query<HomeFigures["pockets"]>(sql`
      SELECT coalesce(sum(pending), 0)::bigint AS pending, coalesce(sum(available), 0)::bigint AS available,
             coalesce(sum(held), 0)::bigint AS held, coalesce(-sum(debt), 0)::bigint AS owed FROM wallet WHERE shop_id = ${shopId}`);
    const [made] = await db.query<{ any: boolean }>(sql`SELECT EXISTS (SELECT 1 FROM reward WHERE shop_id = ${shopId}) AS any`);
    return {
      hasRewards: made!.any,
      members: tiers.reduce((sum, { members }) => sum + Number(members), 0),
      membersByTier: Object.fromEntries(tiers.map(({ tier, members }) => [tier, Number(members)])),
      pockets: sums!,
      last30Days: await lastDays(db, new Date(now.getTime() - 30 * 86_400_000)),
    };
  });
}

/** What counts since `from` was recorded since then, too, clocks of Shopify and ours apart: that is what the index knows. */
async function lastDays(db: Tx, from: Date): Promise<HomeFigures["last30Days"]> {
  const [row] = await db.query<{ issued: bigint; reversed: bigint; orders: bigint; redeemed: bigint }>(sql`
    SELECT coalesce(-sum(e.delta) FILTER (WHERE e.account = 'issuance' AND e.delta < 0), 0)::bigint AS issued,
           coalesce(sum(e.delta) FILTER (WHERE e.account = 'issuance' AND e.delta > 0), 0)::bigint AS reversed,
           coalesce(sum(e.delta) FILTER (WHERE e.account = 'redeemed'), 0)::bigint AS redeemed,
           count(DISTINCT t.order_id) FILTER (WHERE t.kind = 'accrual') AS orders
      FROM ledger_transaction t JOIN ledger_entry e ON e.shop_id = t.shop_id AND e.txn_id = t.txn_id AND e.account IN ('issuance', 'redeemed')
     WHERE t.shop_id = ${db.shopId} AND t.effective_at >= ${from} AND t.recorded_at >= ${from}::timestamptz - interval '1 day'`);
  return { issued: row!.issued, reversed: row!.reversed, ordersThatEarned: Number(row!.orders), redeemed: row!.redeemed };
}

/** Points issued and taken back on each of the last `days` days of the shop's calendar, the oldest first, days without any included. */
export function pointsByDay(shopId: bigint, { now, timeZone, days }: { now: Date; timeZone: string; days: number }): Promise<DayOfPoints[]> {
  return readFor(shopId, (db) => db.query<DayOfPoints>(sql`
    WITH days AS (
      SELECT generate_series((${now}::timestamptz AT TIME ZONE ${timeZone})::date - ${days - 1}::int, (${now}::timestamptz AT TIME ZONE ${timeZone})::date, '1 day')::date AS day
    ), posted AS (
      SELECT (t.effective_at AT TIME ZONE ${timeZone})::date AS day,
             -sum(e.delta) FILTER (WHERE e.delta < 0) AS issued, sum(e.delta) FILTER (WHERE e.delta > 0) AS reversed
        FROM ledger_transaction t JOIN ledger_entry e ON e.shop_id = t.shop_id AND e.txn_id = t.txn_id AND e.account = 'issuance'
       WHERE t.shop_id = ${shopId} AND t.effective_at >= ${now}::timestamptz - make_interval(days => ${days + 1}::int)
         AND t.recorded_at >= ${now}::timestamptz - make_interval(days => ${days + 2}::int) GROUP BY 1
    )
    SELECT to_char(days.day, 'YYYY-MM-DD') AS day, coalesce(issued, 0)::float8 AS issued, coalesce(reversed, 0)::float8 AS reversed
      FROM days LEFT JOIN posted USING (day) ORDER BY days.day`));
}

/** Counts for a picture, not for the books: plain numbers. */
export interface DayOfPoints { day: string; issued: number; reversed: number }
