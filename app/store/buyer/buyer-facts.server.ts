import type { Lot, Wallet } from "~/loyalty/ledger/posting";
import type { Program } from "~/loyalty/program/program";
import { programAt } from "~/loyalty/program/program-at";
import type { Spend } from "~/loyalty/tiers/qualify";
import { readFor } from "../in-transaction.server";
import { liveLots } from "../ledger/live-lots.server";
import { memberByCustomer, type Member } from "../members/member-by-id.server";
import { programVersions } from "../program/program-versions.server";
import { rewardsOnOffer, type StoredReward } from "../rewards/reward-rows.server";
import { sql } from "../sql";
import { spendsSince } from "../tiers/tier-standing.server";
import type { Tx } from "../tx";

/** A transaction as its member sees it. */
export interface BuyerEvent { at: Date; pending: bigint; available: bigint; debt: bigint; reason: string; values: Record<string, string | number>; order: string | null; orderId: string | null }

export interface BuyerFacts {
  program: Program;
  /** In the merchant's order; ended ones are left out. */
  rewards: StoredReward[];
  /** Null for a guest and for a customer the shop's program does not know. */
  member: (Member & { cardVersion: bigint; /** A consent to e-mails was ever seen. */ consented: boolean; wallet: Wallet; lots: Lot[]; spends: Spend[]; events: BuyerEvent[] }) | null;
}

const EVENTS = 20;
const EVER = "1970-01-01T00:00:00.000Z";

/** Everything the storefront shows one shopper, read at one moment. */
export function buyerFacts(shopId: bigint, customerId: string | null, now: Date): Promise<BuyerFacts> {
  return readFor(shopId, async (db) => {
    const program = programAt(await programVersions(db), now.toISOString());
    const rewards = await rewardsOnOffer(db);
    const member = customerId === null ? null : await memberByCustomer(db, customerId);
    if (!member) return { program, rewards, member: null };
    const { memberId } = member;
    const { cardVersion, consented, wallet } = await standingOf(db, memberId);
    const spends = (await spendsSince(db, [{ memberId, since: EVER }])).get(memberId) ?? [];
    return { program, rewards, member: { ...member, cardVersion, consented, wallet, lots: await liveLots(db, [memberId]), spends, events: await eventsOf(db, memberId) } };
  });
}

async function standingOf(db: Tx, memberId: bigint): Promise<{ cardVersion: bigint; consented: boolean; wallet: Wallet }> {
  const [row] = await db.query<{ card_version: bigint; consented: boolean; pending: bigint | null; available: bigint | null; held: bigint | null; debt: bigint | null }>(sql`
    SELECT m.card_version, m.email_consent_at IS NOT NULL AS consented, w.pending, w.available, w.held, w.debt FROM member m LEFT JOIN wallet w ON w.shop_id = m.shop_id AND w.member_id = m.member_id
     WHERE m.shop_id = ${db.shopId} AND m.member_id = ${memberId}`);
  return { cardVersion: row?.card_version ?? 0n, consented: row?.consented ?? false, wallet: { memberId, pending: row?.pending ?? 0n, available: row?.available ?? 0n, held: row?.held ?? 0n, debt: row?.debt ?? 0n } };
}

async function eventsOf(db: Tx, memberId: bigint): Promise<BuyerEvent[]> {
  const rows = await db.query<{ effective_at: Date; reason: string; values: BuyerEvent["values"]; order_id: string | null; name: string | null; pending: bigint; available: bigint; debt: bigint }>(sql`
    WITH page AS (
      SELECT * FROM ledger_transaction WHERE shop_id = ${db.shopId} AND member_id = ${memberId} ORDER BY txn_id DESC LIMIT ${EVENTS}
    )
    SELECT t.effective_at, t.reason, t."values", t.order_id, o.name, sums.* FROM page t
      LEFT JOIN shop_order o ON o.shop_id = t.shop_id AND o.order_id = t.order_id
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(delta) FILTER (WHERE account = 'pending'), 0)::bigint AS pending, coalesce(sum(delta) FILTER (WHERE account = 'available'), 0)::bigint AS available,
               coalesce(sum(delta) FILTER (WHERE account = 'debt'), 0)::bigint AS debt
          FROM ledger_entry e WHERE e.shop_id = t.shop_id AND e.txn_id = t.txn_id AND e.member_id = ${memberId}) sums
     ORDER BY t.txn_id DESC`);
  return rows.map((row) => ({ at: row.effective_at, reason: row.reason, values: row.values, order: row.name || null, orderId: row.order_id, pending: row.pending, available: row.available, debt: row.debt }));
}
