import type { Lot } from "~/loyalty/ledger/posting";
import { lotOf, type LotJson } from "../ledger/lot-row";
import { memberOf, type Member, type MemberRow } from "../members/member-by-id.server";
import { sql } from "../sql";
import type { Tx } from "../tx";

export interface RedeemingMember {
  member: Member;
  /** With anything pending, free or held. */
  lots: Lot[];
  /** Codes of all rewards that are not used up. */
  open: number;
  /** Redemptions of the reward that count against what one member may have of it; voided ones do not. */
  inWindow: number;
}

/** The member (or known customer) of a customer id, after merges, with what decides on a redemption of this reward. Call it with wallet and reward locked. */
export async function redeemingMember(db: Tx, { customerId, rewardId, now }: { customerId: string; rewardId: bigint; now: Date }): Promise<RedeemingMember | null> {
  const [row] = await db.query<MemberRow & { lots: LotJson[]; open: bigint; in_window: bigint }>(sql`
    SELECT m.*,
           (SELECT coalesce(json_agg(json_build_object('lotId', l.lot_id::text, 'memberId', l.member_id::text, 'orderId', l.order_id, 'amount', l.amount::text, 'pending', l.pending::text,
              'free', l.free::text, 'held', l.held::text, 'spent', l.spent::text, 'expired', l.expired::text, 'reversed', l.reversed::text, 'repaid', l.repaid::text,
              'earnedAt', l.earned_at, 'releaseAt', l.release_at, 'expiresAt', l.expires_at, 'firstEnd', l.first_end) ORDER BY l.lot_id), '[]')
              FROM lot l WHERE l.shop_id = ${db.shopId} AND l.member_id = m.member_id AND (l.pending > 0 OR l.free > 0 OR l.held > 0)) AS lots,
           (SELECT count(*) FROM redemption o WHERE o.shop_id = ${db.shopId} AND o.member_id = m.member_id AND o.status IN ('held', 'issued', 'closing')) AS open,
           (SELECT count(*) FROM redemption t WHERE t.shop_id = ${db.shopId} AND t.member_id = m.member_id AND t.reward_id = ${rewardId} AND t.status <> 'voided'
              AND (w.days IS NULL OR t.created_at > ${now}::timestamptz - w.days * interval '24 hours')) AS in_window
      FROM member m
      LEFT JOIN LATERAL (SELECT (v.terms->'memberLimit'->>'days')::int AS days FROM reward r JOIN reward_version v USING (shop_id, reward_id, version)
                          WHERE r.shop_id = ${db.shopId} AND r.reward_id = ${rewardId}) w ON true
     WHERE m.shop_id = ${db.shopId}
       AND m.customer_id = (SELECT coalesce((SELECT to_customer_id FROM customer_redirect WHERE shop_id = ${db.shopId} AND from_customer_id = ${customerId}), ${customerId}))`);
  return row ? { member: memberOf(row), lots: row.lots.map(lotOf), open: Number(row.open), inWindow: Number(row.in_window) } : null;
}
