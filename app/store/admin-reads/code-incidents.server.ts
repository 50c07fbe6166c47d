import { readFor } from "../in-transaction.server";
import type { CodeState } from "../rewards/codes.server";
import { openedCode } from "../rewards/opened-code.server";
import type { Findings } from "../rewards/reconcile-rows.server";
import { sql } from "../sql";
import { discountNews, oddDiscounts, type DiscountNews } from "./discount-news.server";
import { putAwayAt } from "./put-away.server";
import type { Tx } from "../tx";

/** A code that was used though nobody had it (`leaked`), or by more than one order. */
export interface CodeIncident { codeId: bigint; codeEnd: string; kind: "leaked" | "used_twice"; reward: string; memberId: bigint | null; seenAt: Date; orders: { orderId: string; name: string }[] }

/** What a comparison with Shopify found of one discount. */
export interface CodeFindings extends Required<Findings> { id: bigint; at: Date; /** Null when it was erased. */ reward: { rewardId: bigint; title: string; paused: boolean } | null }

/** Incidents and findings of so many days are shown. */
const INCIDENT_DAYS = 30;
const MOST = 50;

interface Found { code_id: bigint; sealed: Buffer; hash: string; state: CodeState; title: string; member_id: bigint | null; seen_at: Date; orders: CodeIncident["orders"] }

/** Codes with a use of the last 30 days that should not be, the newest first; at most 50. */
export function codeIncidents(shopId: bigint, now: Date): Promise<CodeIncident[]> {
  return readFor(shopId, async (db) => {
    const rows = await db.query<Found>(sql`
      SELECT c.code_id, c.sealed, c.hash, c.state, p.title, r.member_id, max(u.seen_at) AS seen_at,
             jsonb_agg(jsonb_build_object('orderId', u.order_id, 'name', coalesce(nullif(o.name, ''), u.order_id)) ORDER BY u.seen_at, u.order_id) AS orders
        FROM code c JOIN code_pool p USING (shop_id, pool_id) JOIN code_use u ON u.shop_id = c.shop_id AND u.code_id = c.code_id
        LEFT JOIN shop_order o ON o.shop_id = u.shop_id AND o.order_id = u.order_id LEFT JOIN redemption r ON r.shop_id = c.shop_id AND r.code_id = c.code_id
       WHERE c.shop_id = ${shopId} AND c.code_id IN (
         SELECT code_id FROM code_use WHERE shop_id = ${shopId} AND seen_at > ${now}::timestamptz - make_interval(days => ${INCIDENT_DAYS}::int))
       GROUP BY c.code_id, c.sealed, c.hash, c.state, p.title, r.member_id HAVING c.state = 'leaked' OR count(*) > 1
       ORDER BY max(u.seen_at) DESC, c.code_id LIMIT ${MOST}`);
    return rows.map((row) => ({
      codeId: row.code_id, codeEnd: openedCode(shopId, row).slice(-4), kind: row.state === "leaked" ? "leaked" as const : "used_twice" as const,
      reward: row.title, memberId: row.member_id, seenAt: row.seen_at, orders: row.orders,
    }));
  });
}

/** What the comparisons of the last 30 days found, the newest first. */
export function codeFindings(shopId: bigint, now: Date): Promise<CodeFindings[]> {
  return readFor(shopId, async (db) => {
    const rows = await db.query<{ access_id: bigint; at: Date; reward_id: bigint | null; title: string | null; paused: boolean | null; detail: Findings }>(sql`
      SELECT a.access_id, a.at, a.detail, p.title, r.reward_id, r.paused_reason IS NOT NULL AS paused
        FROM access_log a LEFT JOIN code_pool p ON p.shop_id = a.shop_id AND p.pool_id = (a.detail->>'pool')::bigint LEFT JOIN reward r ON r.shop_id = p.shop_id AND r.reward_id = p.reward_id
       WHERE a.shop_id = ${shopId} AND a.action = 'codes_compared' AND a.at > ${now}::timestamptz - make_interval(days => ${INCIDENT_DAYS}::int) ORDER BY a.access_id DESC LIMIT 10`);
    return rows.map(({ access_id, at, reward_id, title, paused, detail: { foreign = 0, missing = 0, usedTwice = 0, changed = 0, deleted = 0, ended = 0, seedTaken = 0 } }) => (
      { id: access_id, at, reward: reward_id === null ? null : { rewardId: reward_id, title: title!, paused: paused === true }, foreign, missing, usedTwice, changed, deleted, ended, seedTaken }));
  });
}

/** A code of ours by its keyed hash, whether it was handed out or not. */
export function codeByHash(shopId: bigint, hash: string): Promise<{ codeId: bigint; state: CodeState; reward: string } | null> {
  return readFor(shopId, async (db) => {
    const [row] = await db.query<{ code_id: bigint; state: CodeState; title: string }>(sql`
      SELECT c.code_id, c.state, p.title FROM code c JOIN code_pool p USING (shop_id, pool_id) WHERE c.shop_id = ${shopId} AND c.hash = ${hash}`);
    return row ? { codeId: row.code_id, state: row.state, reward: row.title } : null;
  });
}

/** What of rewards somebody should look at, in numbers. */
export interface RewardTroubles { poolFaults: number; discounts: DiscountNews[]; oddDiscounts: number; leaked: number; usedTwice: number; waitingLong: number; closingLong: number }

/** Waiting for a code longer than a quarter of an hour, or on the way back longer than a day: something keeps it. Without news that was put away. */
export async function rewardTroubles(db: Tx, now: Date): Promise<RewardTroubles> {
  const seen = await putAwayAt(db);
  const [row] = await db.query<{ faults: bigint; leaked: bigint; twice: bigint; waiting: bigint; closing: bigint }>(sql`
    WITH recent AS (
      SELECT code_id, max(seen_at) AS at FROM code_use WHERE shop_id = ${db.shopId} AND seen_at > ${now}::timestamptz - make_interval(days => ${INCIDENT_DAYS}::int) GROUP BY 1)
    SELECT (SELECT count(DISTINCT reward_id) FROM code_pool WHERE shop_id = ${db.shopId} AND state IN ('planned', 'creating', 'open') AND fault IS NOT NULL) AS faults,
           (SELECT count(*) FROM code WHERE shop_id = ${db.shopId} AND state = 'leaked' AND code_id IN (SELECT code_id FROM recent WHERE at > ${seen.get("leaked") ?? null}::timestamptz IS NOT FALSE)) AS leaked,
           (SELECT count(*) FROM (SELECT 1 FROM code_use u JOIN recent USING (code_id) JOIN code c USING (shop_id, code_id) WHERE u.shop_id = ${db.shopId} AND c.state <> 'leaked' AND recent.at > ${seen.get("twice") ?? null}::timestamptz IS NOT FALSE GROUP BY u.code_id HAVING count(*) > 1) twice) AS twice,
           (SELECT count(*) FROM redemption WHERE shop_id = ${db.shopId} AND status = 'held' AND created_at < ${now}::timestamptz - interval '15 minutes') AS waiting,
           (SELECT count(*) FROM redemption WHERE shop_id = ${db.shopId} AND status = 'closing' AND closing_at < ${now}::timestamptz - interval '1 day') AS closing`);
  return {
    poolFaults: Number(row!.faults), discounts: (await discountNews(db, now)).filter(({ rewardId, at }) => at > (seen.get(`discount-${rewardId}`) ?? new Date(0))), oddDiscounts: await oddDiscounts(db, seen.get("odd"), now), leaked: Number(row!.leaked), usedTwice: Number(row!.twice), waitingLong: Number(row!.waiting), closingLong: Number(row!.closing),
  };
}
