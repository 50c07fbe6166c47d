import { sql } from "../sql";
import type { Tx } from "../tx";

/** What became of a reward's discount at Shopify by somebody's hand. */
export type DiscountFate = "ended" | "changed" | "deleted";
export interface DiscountNews { rewardId: bigint; title: string; fate: DiscountFate; at: Date }

/** Of so many days; a reward that is paused for it is told of until it is made live again. */
const NEWS_DAYS = 7;

/** Rewards whose discount was ended, changed or deleted at Shopify, each once: while it is paused for that, or until somebody has saved it or made it live again. */
export async function discountNews(db: Tx, now: Date): Promise<DiscountNews[]> {
  const rows = await db.query<{ reward_id: bigint; title: string; fate: DiscountFate; at: Date }>(sql`
    SELECT r.reward_id, v.terms->>'title' AS title, CASE WHEN r.paused_reason = 'discount_ended' THEN 'ended' ELSE f.fate END AS fate, coalesce(f.at, r.updated_at) AS at
      FROM reward r JOIN reward_version v USING (shop_id, reward_id, version)
      LEFT JOIN (
        SELECT DISTINCT ON (p.reward_id) p.reward_id, a.at, CASE WHEN a.detail ? 'deleted' THEN 'deleted' WHEN a.detail ? 'ended' THEN 'ended' ELSE 'changed' END AS fate
          FROM access_log a JOIN code_pool p ON p.shop_id = a.shop_id AND p.pool_id = (a.detail->>'pool')::bigint
         WHERE a.shop_id = ${db.shopId} AND a.action = 'codes_compared' AND a.at > ${now}::timestamptz - make_interval(days => ${NEWS_DAYS}::int) AND a.detail ?| ARRAY['deleted', 'ended', 'changed'] ORDER BY p.reward_id, a.access_id DESC
      ) f ON f.reward_id = r.reward_id AND f.at >= r.updated_at
     WHERE r.shop_id = ${db.shopId} AND r.state <> 'ended' AND (r.paused_reason IS NOT NULL OR f.fate IN ('deleted', 'changed')) ORDER BY r.position, r.reward_id`);
  return rows.map(({ reward_id, ...news }) => ({ rewardId: reward_id, ...news }));
}

/** Discounts with codes that Perennial did not make, or without some it did, by any comparison within the days of news and after `since`. */
export async function oddDiscounts(db: Tx, since: Date | undefined, now: Date): Promise<number> {
  const [row] = await db.query<{ n: bigint }>(sql`
    SELECT count(DISTINCT detail->>'pool') AS n FROM access_log
     WHERE shop_id = ${db.shopId} AND action = 'codes_compared' AND at > ${now}::timestamptz - make_interval(days => ${NEWS_DAYS}::int) AND at > ${since ?? null}::timestamptz IS NOT FALSE
       AND NOT detail ?| ARRAY['deleted', 'ended', 'changed'] AND ((detail->>'foreign')::int > 0 OR (detail->>'missing')::int > 0)`);
  return Number(row!.n);
}
