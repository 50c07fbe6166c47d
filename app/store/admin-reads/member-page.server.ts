import type { Spend } from "~/loyalty/tiers/qualify";
import { readFor } from "../in-transaction.server";
import { openProfile } from "../members/open-profile.server";
import { sql } from "../sql";
import type { Tx } from "../tx";

export interface MemberPage {
  memberId: bigint;
  customerId: string | null;
  name: string | null;
  email: string | null;
  state: string;
  mergedInto: bigint | null;
  enrolledAt: Date;
  enrolledBy: string;
  tier: string;
  tierSince: Date | null;
  tierGraceUntil: Date | null;
  tags: string[];
  lastOrderAt: Date | null;
  pockets: { pending: bigint; available: bigint; held: bigint; owed: bigint; earned: bigint };
  lots: LotRow[];
  tierChanges: TierChangeRow[];
  /** What qualifies for tiers, order by order; the ladder's window says which of it counts. */
  spends: Spend[];
  card: { pushedAt: Date | null; waitingSince: Date | null; parkedReason: string | null };
}

/** What a lot still holds: pending points with their release, spendable points with their expiry. */
export interface LotRow { lotId: bigint; orderId: string | null; orderName: string | null; pending: bigint; free: bigint; earnedAt: Date; releaseAt: Date | null; expiresAt: Date | null }
export interface TierChangeRow { id: bigint; fromTier: string; toTier: string; reason: string; values: Record<string, string | number>; at: Date }

/** All of one member's page but its ledger and orders (they are paged). Null when this shop has no such member. */
export function memberPage(shopId: bigint, memberId: bigint): Promise<MemberPage | null> {
  return readFor(shopId, async (db) => {
    const member = await memberRow(db, memberId);
    if (!member) return null;
    return { ...member, lots: await lots(db, memberId), tierChanges: await tierChanges(db, memberId), spends: await spends(db, memberId) };
  });
}

interface Found {
  member_id: bigint; customer_id: string | null; state: string; merged_into: bigint | null; enrolled_at: Date; enrolled_by: string;
  tier: string; tier_since: Date | null; tier_grace_until: Date | null; tags: string[]; last_order_at: Date | null; sealed: Buffer | null;
  pending: bigint | null; available: bigint | null; held: bigint | null; debt: bigint | null; earned: bigint | null;
  card_pushed_at: Date | null; requested_at: Date | null; parked_reason: string | null;
}

async function memberRow(db: Tx, memberId: bigint): Promise<Omit<MemberPage, "lots" | "tierChanges" | "spends"> | null> {
  const [row] = await db.query<Found>(sql`
    SELECT m.*, p.sealed, w.pending, w.available, w.held, w.debt, w.earned, r.requested_at, r.parked_reason
      FROM member m
      LEFT JOIN member_profile p ON p.shop_id = m.shop_id AND p.member_id = m.member_id
      LEFT JOIN wallet w ON w.shop_id = m.shop_id AND w.member_id = m.member_id
      LEFT JOIN member_refresh r ON r.shop_id = m.shop_id AND r.member_id = m.member_id
     WHERE m.shop_id = ${db.shopId} AND m.member_id = ${memberId}`);
  if (!row) return null;
  const profile = row.sealed ? openProfile(row.sealed, { shopId: db.shopId, memberId }) : null;
  return {
    memberId: row.member_id, customerId: row.customer_id, name: profile?.name ?? null, email: profile?.email ?? null,
    state: row.state, mergedInto: row.merged_into, enrolledAt: row.enrolled_at, enrolledBy: row.enrolled_by,
    tier: row.tier, tierSince: row.tier_since, tierGraceUntil: row.tier_grace_until, tags: row.tags, lastOrderAt: row.last_order_at,
    pockets: {
      pending: row.pending ?? 0n, available: row.available ?? 0n, held: row.held ?? 0n, owed: -(row.debt ?? 0n), earned: row.earned ?? 0n,
    },
    card: { pushedAt: row.card_pushed_at, waitingSince: row.requested_at, parkedReason: row.parked_reason },
  };
}

/** Lots that still hold something, the next to change first. */
async function lots(db: Tx, memberId: bigint): Promise<LotRow[]> {
  const rows = await db.query<{ lot_id: bigint; order_id: string | null; name: string | null; pending: bigint; free: bigint; earned_at: Date; release_at: Date | null; expires_at: Date | null }>(sql`
    SELECT l.lot_id, l.order_id, o.name, l.pending, l.free, l.earned_at, l.release_at, l.expires_at
      FROM lot l LEFT JOIN shop_order o ON o.shop_id = l.shop_id AND o.order_id = l.order_id
     WHERE l.shop_id = ${db.shopId} AND l.member_id = ${memberId} AND (l.pending > 0 OR l.free > 0)
     ORDER BY (l.pending > 0) DESC, l.release_at NULLS LAST, l.expires_at NULLS LAST, l.lot_id LIMIT 50`);
  return rows.map((row) => ({
    lotId: row.lot_id, orderId: row.order_id, orderName: row.name, pending: row.pending, free: row.free,
    earnedAt: row.earned_at, releaseAt: row.release_at, expiresAt: row.expires_at,
  }));
}

async function tierChanges(db: Tx, memberId: bigint): Promise<TierChangeRow[]> {
  const rows = await db.query<{ tier_change_id: bigint; from_tier: string; to_tier: string; reason: string; values: TierChangeRow["values"]; effective_at: Date }>(sql`
    SELECT tier_change_id, from_tier, to_tier, reason, "values", effective_at FROM tier_change
     WHERE shop_id = ${db.shopId} AND member_id = ${memberId} ORDER BY tier_change_id DESC LIMIT 20`);
  return rows.map((row) => ({ id: row.tier_change_id, fromTier: row.from_tier, toTier: row.to_tier, reason: row.reason, values: row.values, at: row.effective_at }));
}

async function spends(db: Tx, memberId: bigint): Promise<Spend[]> {
  const rows = await db.query<{ processed_at: Date; qualifying_minor: bigint }>(sql`
    SELECT processed_at, qualifying_minor FROM shop_order
     WHERE shop_id = ${db.shopId} AND member_id = ${memberId} AND qualifying_minor > 0 ORDER BY processed_at DESC`);
  return rows.map((row) => ({ at: row.processed_at.toISOString(), minor: Number(row.qualifying_minor) }));
}
