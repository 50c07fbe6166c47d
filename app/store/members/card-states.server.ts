import type { Lot, Wallet } from "~/loyalty/ledger/posting";
import { lotOf, type LotJson } from "../ledger/lot-row";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** A member as far as its card goes. */
export interface CardState {
  memberId: bigint;
  /** Null when erased or deleted at Shopify: nothing can be written. */
  customerId: string | null;
  state: "member" | "left" | "excluded" | "blocked";
  tags: string[];
  tier: string;
  tierSince: string;
  graceUntil: string | null;
  wallet: Wallet;
  /** Lots that are pending, or expire one day. */
  lots: Lot[];
  /** Newest first: what changed spendable, pending or owed points. */
  activity: { at: string; points: number; reason: string; values: Record<string, string | number> }[];
  cardVersion: bigint;
  /** What Shopify answered to the last card written: guards against overwriting a newer one. */
  cardDigest: string | null;
  /** The tier Shopify was told last; null = none. */
  tierPushed: string | null;
}

interface Row {
  member_id: bigint; customer_id: string | null; customer_deleted_at: Date | null; state: CardState["state"]; tags: string[]; tier: string; tier_since: Date | null; enrolled_at: Date;
  tier_grace_until: Date | null; card_version: bigint; card_digest: string | null; tier_pushed: string | null; pending: bigint; available: bigint; held: bigint; debt: bigint;
  lots: LotJson[] | null; activity: CardState["activity"] | null;
}

/** Grows the card versions of members and holds them, so that a later version always shows a later state. */
export async function nextCardVersions(db: Tx, memberIds: bigint[]): Promise<void> {
  await db.query(sql`
    WITH locked AS MATERIALIZED (SELECT member_id FROM member WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[]) ORDER BY member_id FOR NO KEY UPDATE)
    UPDATE member m SET card_version = card_version + 1 FROM locked l WHERE m.shop_id = ${db.shopId} AND m.member_id = l.member_id`);
}

/** Merged and erased members have no card. @param shown how many changes to tell, newest first. */
export async function cardStates(db: Tx, memberIds: bigint[], shown = 5): Promise<CardState[]> {
  const rows = await db.query<Row>(sql`
    SELECT m.*, w.pending, w.available, w.held, w.debt,
      (SELECT json_agg(json_build_object('lotId', l.lot_id::text, 'memberId', l.member_id::text, 'orderId', l.order_id, 'amount', l.amount::text, 'pending', l.pending::text,
          'free', l.free::text, 'held', l.held::text, 'spent', l.spent::text, 'expired', l.expired::text, 'reversed', l.reversed::text, 'repaid', l.repaid::text,
          'earnedAt', l.earned_at, 'releaseAt', l.release_at, 'expiresAt', l.expires_at))
         FROM lot l WHERE l.shop_id = m.shop_id AND l.member_id = m.member_id AND (l.pending > 0 OR l.free > 0 AND l.expires_at IS NOT NULL)) AS lots,
      (SELECT json_agg(a) FROM (
         SELECT to_char(t.effective_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, t.reason, t."values", e.points FROM ledger_transaction t
           CROSS JOIN LATERAL (SELECT sum(delta)::bigint AS points FROM ledger_entry e WHERE e.shop_id = t.shop_id AND e.txn_id = t.txn_id AND e.member_id = m.member_id
             AND (e.account IN ('pending', 'available', 'debt') AND t.kind <> 'release' OR t.kind = 'release' AND e.account = 'available')) e
          WHERE t.shop_id = m.shop_id AND t.member_id = m.member_id ORDER BY t.txn_id DESC LIMIT ${shown}) a) AS activity
      FROM member m JOIN wallet w USING (shop_id, member_id)
     WHERE m.shop_id = ${db.shopId} AND m.member_id = ANY(${memberIds}::bigint[]) AND m.state IN ('member', 'left', 'excluded', 'blocked') ORDER BY m.member_id`);
  return rows.map(cardState);
}

function cardState(row: Row): CardState {
  return {
    memberId: row.member_id, customerId: row.customer_deleted_at ? null : row.customer_id, state: row.state, tags: row.tags, tier: row.tier,
    tierSince: (row.tier_since ?? row.enrolled_at).toISOString(), graceUntil: row.tier_grace_until?.toISOString() ?? null,
    wallet: { memberId: row.member_id, pending: row.pending, available: row.available, held: row.held, debt: row.debt },
    lots: (row.lots ?? []).map(lotOf), activity: row.activity ?? [], cardVersion: row.card_version, cardDigest: row.card_digest, tierPushed: row.tier_pushed,
  };
}

export interface PushedCard { memberId: bigint; digest: string | null; tier: string | null }

/** Notes what Shopify was told. */
export async function savePushedCards(db: Tx, pushed: PushedCard[], now: Date): Promise<void> {
  const sorted = [...pushed].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
  await db.query(sql`
    UPDATE member m SET card_pushed_at = ${now}, card_digest = x.digest, tier_pushed = x.tier
      FROM unnest(${sorted.map((one) => one.memberId)}::bigint[], ${sorted.map((one) => one.digest)}::text[], ${sorted.map((one) => one.tier)}::text[]) AS x(member_id, digest, tier)
     WHERE m.shop_id = ${db.shopId} AND m.member_id = x.member_id`);
}
