import { readFor } from "../in-transaction.server";
import type { StoredReward } from "../rewards/reward-rows.server";
import { sql } from "../sql";

/** A reward as the merchant looks at it: its terms, what became of it, and how its codes stand. */
export interface RewardRow extends StoredReward {
  /** Those that were not given back. */
  redeemed: number;
  used: number;
  pools: PoolSummary;
}

/** Over the discounts that give codes now. */
export interface PoolSummary {
  /** How many there are; a slider has one only for steps somebody wanted. */
  count: number;
  /** Codes that can be handed out at once. */
  ready: number;
  /** A discount or a batch of codes is on its way. */
  preparing: boolean;
  /** Members who wait for a code. */
  waiting: number;
  /** Shopify's own sentence why there are no more codes. */
  fault: string | null;
}

interface Found extends Omit<StoredReward, "rewardId" | "pausedReason"> {
  reward_id: bigint; paused_reason: StoredReward["pausedReason"]; redeemed: bigint; used: bigint; waiting: bigint; pools: bigint; ready: bigint | null; preparing: boolean | null; fault: string | null;
}

/** All rewards of the shop in the merchant's order, ended ones last. */
export function rewardList(shopId: bigint): Promise<RewardRow[]> {
  return readFor(shopId, async (db) => {
    const rows = await db.query<Found>(sql`
      SELECT r.reward_id, r.version, r.state, r.paused_reason, r.position, r.stock, r.taken, v.terms,
             coalesce(n.redeemed, 0)::bigint AS redeemed, coalesce(n.used, 0)::bigint AS used, coalesce(n.waiting, 0)::bigint AS waiting,
             coalesce(p.pools, 0)::bigint AS pools, p.ready, p.preparing, p.fault
        FROM reward r JOIN reward_version v USING (shop_id, reward_id, version)
        LEFT JOIN (
          SELECT reward_id, count(*) FILTER (WHERE status <> 'voided') AS redeemed, count(*) FILTER (WHERE status = 'burned') AS used, count(*) FILTER (WHERE status = 'held') AS waiting
            FROM redemption WHERE shop_id = ${shopId} GROUP BY reward_id
        ) n USING (reward_id)
        LEFT JOIN (
          SELECT p.reward_id, count(*) AS pools, min(p.fault) AS fault, sum(f.ready)::bigint AS ready, bool_or(p.state <> 'open' OR f.coming) AS preparing
            FROM code_pool p CROSS JOIN LATERAL (
              SELECT (SELECT count(*) FROM code c WHERE c.shop_id = p.shop_id AND c.pool_id = p.pool_id AND c.state = 'free') AS ready,
                     EXISTS (SELECT 1 FROM code_batch b WHERE b.shop_id = p.shop_id AND b.pool_id = p.pool_id AND b.state IN ('planned', 'sent', 'adding')) AS coming
            ) f WHERE p.shop_id = ${shopId} AND p.state IN ('planned', 'creating', 'open') GROUP BY p.reward_id
        ) p USING (reward_id)
       WHERE r.shop_id = ${shopId} ORDER BY r.state = 'ended', r.position, r.reward_id LIMIT 200`);
    return rows.map(({ reward_id, paused_reason, redeemed, used, waiting, pools, ready, preparing, fault, ...reward }) => ({
      ...reward, rewardId: reward_id, pausedReason: paused_reason, redeemed: Number(redeemed), used: Number(used),
      pools: { count: Number(pools), ready: Number(ready ?? 0n), preparing: preparing === true, waiting: Number(waiting), fault },
    }));
  });
}
