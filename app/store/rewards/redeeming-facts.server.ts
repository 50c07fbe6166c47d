import type { Lot } from "~/loyalty/ledger/posting";
import type { Program } from "~/loyalty/program/program";
import type { ProgramVersion } from "~/loyalty/program/program-at";
import type { PausedReason, Reward, RewardState } from "~/loyalty/rewards/reward";
import { lotOf, type LotJson } from "../ledger/lot-row";
import { memberOf, type Member, type MemberRow } from "../members/member-by-id.server";
import { newestKnown, withNewer } from "../program/program-versions.server";
import { settlementShopOf, type SettlementShop, type SettlementShopRow } from "../shops/settlement-shop.server";
import { sql } from "../sql";
import type { Tx } from "../tx";
import type { StoredReward } from "./reward-rows.server";

/** What a redemption depends on. */
export interface RedeemingFacts {
  /** The redemption the same request has led to before. */
  knownId: bigint | null;
  /** The id a redemption will have: ledger keys name it before its row is written. */
  redemptionId: bigint;
  shop: SettlementShop;
  versions: ProgramVersion[];
  reward: StoredReward | null;
  /** Those of the reward that give codes. */
  pools: { poolId: bigint; termsKey: string; fault: string | null }[];
  /** The member (or known customer) of the customer id, after merges. */
  member: Member | null;
  /** With anything pending, free or held. */
  lots: Lot[];
  /** Codes of all rewards that are not used up. */
  open: number;
  /** Redemptions of the reward that count against what one member may have of it; voided ones do not. */
  inWindow: number;
  /** When the member redeemed anything since `recentSince`, newest first, whatever became of it. */
  recent: Date[];
}

interface Asked { customerId: string; rewardId: bigint; requestKey: string; recentSince: Date; now: Date }

type Row = MemberRow & SettlementShopRow & {
  known_id: bigint | null; redemption_id: bigint; versions: { program: Program; effectiveFrom: string }[]; pools: { poolId: string; termsKey: string; fault: string | null }[];
  version: number | null; reward_state: RewardState; paused_reason: PausedReason | null; position: number; stock: bigint | null; taken: bigint; terms: Reward;
  lots: LotJson[]; open: bigint; in_window: bigint; recent: Date[];
};

/**
 * Everything that decides on a redemption, at one moment, in one statement: a shopper waits for one way there, and most of what a small statement costs is being one.
 * Call it with wallet and reward locked. What a member has redeemed is read through one index, whatever the planner believes of the table.
 */
export async function redeemingFacts(db: Tx, { customerId, rewardId, requestKey, recentSince, now }: Asked): Promise<RedeemingFacts> {
  const [row] = await db.query<Row>(sql`
    SELECT (SELECT k.redemption_id FROM redemption k WHERE k.shop_id = ${db.shopId} AND k.request_key = ${requestKey}) AS known_id,
           nextval('redemption_redemption_id_seq') AS redemption_id,
           s.timezone, s.currency, s.launched_at, coalesce(s.earns_since, s.installed_at) AS earns_since, s.test_customers, s.development,
           (SELECT coalesce(json_agg(json_build_object('program', p.program, 'effectiveFrom', p.effective_from) ORDER BY p.version), '[]')
              FROM program_version p WHERE p.shop_id = ${db.shopId} AND p.version > ${newestKnown(db.shopId)}) AS versions,
           r.version, r.state AS reward_state, r.paused_reason, r.position, r.stock, r.taken, v.terms,
           (SELECT coalesce(json_agg(json_build_object('poolId', c.pool_id::text, 'termsKey', c.terms_key, 'fault', c.fault)), '[]')
              FROM code_pool c WHERE c.shop_id = ${db.shopId} AND c.reward_id = ${rewardId} AND c.state IN ('planned', 'creating', 'open')) AS pools,
           m.member_id, m.customer_id, m.state, m.merged_into, m.enrolled_at, m.tier, m.tier_since, m.tier_grace_until, m.tags, m.customer_updated_at,
           (SELECT coalesce(json_agg(json_build_object('lotId', l.lot_id::text, 'memberId', l.member_id::text, 'orderId', l.order_id, 'amount', l.amount::text, 'pending', l.pending::text,
              'free', l.free::text, 'held', l.held::text, 'spent', l.spent::text, 'expired', l.expired::text, 'reversed', l.reversed::text, 'repaid', l.repaid::text,
              'earnedAt', l.earned_at, 'releaseAt', l.release_at, 'expiresAt', l.expires_at, 'firstEnd', l.first_end) ORDER BY l.lot_id), '[]')
              FROM lot l WHERE l.shop_id = ${db.shopId} AND l.member_id = m.member_id AND (l.pending > 0 OR l.free > 0 OR l.held > 0)) AS lots,
           o.open, o.in_window, o.recent
      FROM shop s
      LEFT JOIN (reward r JOIN reward_version v USING (shop_id, reward_id, version)) ON r.shop_id = s.shop_id AND r.reward_id = ${rewardId}
      LEFT JOIN member m ON m.shop_id = s.shop_id
       AND m.customer_id = (SELECT coalesce((SELECT to_customer_id FROM customer_redirect WHERE shop_id = ${db.shopId} AND from_customer_id = ${customerId}), ${customerId}))
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE o.status IN ('held', 'issued', 'closing')) AS open,
               count(*) FILTER (WHERE o.reward_id = ${rewardId} AND o.status <> 'voided'
                 AND (v.terms->'memberLimit'->>'days' IS NULL OR o.created_at > ${now}::timestamptz - (v.terms->'memberLimit'->>'days')::int * interval '24 hours')) AS in_window,
               coalesce(array_agg(o.created_at ORDER BY o.created_at DESC) FILTER (WHERE o.created_at > ${recentSince}::timestamptz), '{}') AS recent
          FROM redemption o WHERE o.shop_id = ${db.shopId} AND o.member_id = m.member_id) o
     WHERE s.shop_id = ${db.shopId}`);
  if (!row) throw new Error(`shop ${db.shopId}: expected a known shop`);
  return {
    knownId: row.known_id, redemptionId: row.redemption_id, shop: settlementShopOf(row), versions: withNewer(db.shopId, row.versions),
    reward: row.version === null ? null : { rewardId, version: row.version, state: row.reward_state, pausedReason: row.paused_reason, position: row.position, stock: row.stock, taken: row.taken, terms: row.terms },
    pools: row.pools.map(({ poolId, ...pool }) => ({ poolId: BigInt(poolId), ...pool })),
    member: row.member_id === null ? null : memberOf(row), lots: row.lots.map(lotOf), open: Number(row.open), inWindow: Number(row.in_window), recent: row.recent,
  };
}
