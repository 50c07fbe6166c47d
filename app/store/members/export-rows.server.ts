import type { Profile } from "./profile";
import { openProfile } from "./open-profile.server";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** Everything that is kept about members, as plain rows by table. Sums and dates as texts. */
export interface MemberRecord {
  profile: Profile | null;
  member: Record<string, unknown>;
  wallet: Record<string, unknown> | null;
  lots: Record<string, unknown>[];
  transactions: Record<string, unknown>[];
  redemptions: Record<string, unknown>[];
  activities: Record<string, unknown>[];
  tiers: Record<string, unknown>[];
  orders: Record<string, unknown>[];
  access: Record<string, unknown>[];
}

interface Row { member_id: bigint; sealed: Buffer | null; record: Omit<MemberRecord, "profile"> }

export async function memberRecords(db: Tx, memberIds: bigint[]): Promise<MemberRecord[]> {
  const rows = await db.query<Row>(sql`
    SELECT m.member_id, p.sealed, jsonb_build_object(
        'member', jsonb_build_object('customerId', m.customer_id, 'state', m.state, 'enrolledAt', m.enrolled_at, 'enrolledBy', m.enrolled_by, 'tier', m.tier, 'tierSince', m.tier_since,
          'tierGraceUntil', m.tier_grace_until, 'tags', m.tags, 'locale', m.locale, 'lastOrderAt', m.last_order_at, 'emailConsentAt', m.email_consent_at),
        'wallet', (SELECT jsonb_build_object('pending', w.pending, 'available', w.available, 'held', w.held, 'debt', w.debt, 'earned', w.earned)
          FROM wallet w WHERE w.shop_id = m.shop_id AND w.member_id = m.member_id),
        'lots', coalesce((SELECT jsonb_agg(jsonb_build_object('orderId', l.order_id, 'amount', l.amount, 'pending', l.pending, 'free', l.free, 'held', l.held, 'spent', l.spent, 'expired', l.expired,
          'reversed', l.reversed, 'repaid', l.repaid, 'earnedAt', l.earned_at, 'releaseAt', l.release_at, 'expiresAt', l.expires_at) ORDER BY l.lot_id)
          FROM lot l WHERE l.shop_id = m.shop_id AND l.member_id = m.member_id), '[]'),
        'transactions', coalesce((SELECT jsonb_agg(jsonb_build_object('kind', t.kind, 'reason', t.reason, 'values', t."values", 'orderId', t.order_id, 'effectiveAt', t.effective_at, 'recordedAt', t.recorded_at,
          'entries', (SELECT jsonb_agg(jsonb_build_object('account', e.account, 'points', e.delta) ORDER BY e.line) FROM ledger_entry e
            WHERE e.shop_id = t.shop_id AND e.txn_id = t.txn_id AND e.member_id = m.member_id)) ORDER BY t.txn_id)
          FROM ledger_transaction t WHERE t.shop_id = m.shop_id AND t.member_id = m.member_id), '[]'),
        'redemptions', coalesce((SELECT jsonb_agg(jsonb_build_object('reward', r.snapshot->'title', 'points', r.points, 'status', r.status, 'at', r.created_at, 'issuedAt', r.issued_at, 'expiresAt', r.expires_at,
          'resolvedAt', r.resolved_at, 'spent', r.spent, 'restored', r.restored, 'surface', r.surface, 'note', r.closing_note) ORDER BY r.redemption_id)
          FROM redemption r WHERE r.shop_id = m.shop_id AND r.member_id = m.member_id), '[]'),
        'activities', coalesce((SELECT jsonb_agg(jsonb_build_object('kind', a.kind, 'occurrence', a.occurrence, 'at', a.happened_at, 'state', a.state, 'refusal', a.refusal, 'points', a.points) ORDER BY a.activity_id)
          FROM activity a WHERE a.shop_id = m.shop_id AND a.member_id = m.member_id), '[]'),
        'tiers', coalesce((SELECT jsonb_agg(jsonb_build_object('from', c.from_tier, 'to', c.to_tier, 'reason', c.reason, 'at', c.effective_at) ORDER BY c.tier_change_id)
          FROM tier_change c WHERE c.shop_id = m.shop_id AND c.member_id = m.member_id), '[]'),
        'orders', coalesce((SELECT jsonb_agg(jsonb_build_object('orderId', o.order_id, 'name', o.name, 'processedAt', o.processed_at, 'qualifyingMinor', o.qualifying_minor, 'accrued', o.accrued,
          'reversed', o.reversed, 'fact', o.fact::jsonb) ORDER BY o.processed_at) FROM shop_order o WHERE o.shop_id = m.shop_id AND o.member_id = m.member_id), '[]'),
        'access', coalesce((SELECT jsonb_agg(jsonb_build_object('at', a.at, 'actor', a.actor, 'action', a.action) ORDER BY a.access_id)
          FROM access_log a WHERE a.shop_id = m.shop_id AND a.member_id = m.member_id), '[]')) AS record
      FROM member m LEFT JOIN member_profile p ON p.shop_id = m.shop_id AND p.member_id = m.member_id
     WHERE m.shop_id = ${db.shopId} AND m.member_id = ANY(${memberIds}::bigint[]) ORDER BY m.member_id`);
  return rows.map((row) => ({ profile: row.sealed ? openProfile(row.sealed, { shopId: db.shopId, memberId: row.member_id }) : null, ...row.record }));
}

/** Facts of orders that belong to no member: a guest's, by customer id or e-mail. */
export async function guestOrders(db: Tx, { customerIds, emailHash, orderIds }: { customerIds: string[]; emailHash: string | null; orderIds: string[] }): Promise<unknown[]> {
  const rows = await db.query<{ fact: unknown }>(sql`
    SELECT fact FROM shop_order WHERE shop_id = ${db.shopId} AND member_id IS NULL
       AND (customer_id = ANY(${customerIds}::text[]) OR email_hash = ${emailHash}::text OR order_id = ANY(${orderIds}::text[])) ORDER BY processed_at`);
  return rows.map((row) => row.fact);
}
