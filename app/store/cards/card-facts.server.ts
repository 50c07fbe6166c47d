import type { Lot, Wallet } from "~/loyalty/ledger/posting";
import type { Program } from "~/loyalty/program/program";
import { programAt } from "~/loyalty/program/program-at";
import type { Spend } from "~/loyalty/tiers/qualify";
import { plusLocalDays, startOfLocalYear } from "~/loyalty/time/local-day";
import { readFor } from "../in-transaction.server";
import { liveLots } from "../ledger/live-lots.server";
import { programVersions } from "../program/program-versions.server";
import { rewardsOnOffer, type StoredReward } from "../rewards/reward-rows.server";
import { sql } from "../sql";
import { spendsSince } from "../tiers/tier-standing.server";
import type { Tx } from "../tx";
import { cardCodes, type CardCode } from "./card-codes.server";

/** Everything one member's card is made of, and what was pushed last. */
export interface CardFacts {
  memberId: bigint;
  /** The refresh this reading answers. */
  cause: bigint;
  /** Null when nothing can be written: merged, erased or deleted at Shopify. */
  customerId: string | null;
  state: "member" | "left" | "excluded" | "blocked";
  tags: string[];
  /** A consent to e-mails was ever seen. */
  consented: boolean;
  tier: { handle: string; since: string };
  wallet: Wallet;
  lots: Lot[];
  spends: Spend[];
  /** Null for whoever never redeemed anything. */
  codes: CardCode[] | null;
  activity: { at: string; points: number; reason: string; values: Record<string, string | number> }[];
  cardVersion: bigint;
  cardDigest: string | null;
}

interface Row {
  member_id: bigint; cause: bigint; customer_id: string | null; state: CardFacts["state"]; tags: string[]; consented: boolean; tier: string; tier_since: Date | null; enrolled_at: Date;
  card_version: bigint; card_digest: string | null; pending: bigint; available: bigint; held: bigint; debt: bigint; activity: Activity[] | null;
}
interface Activity { at: string; points: string; reason: string; values: Record<string, string | number> }

/** Cards' facts of members that wait for a refresh, read at one moment. Members without one are left out. */
export function cardFacts(shopId: bigint, { memberIds, zone, now }: { memberIds: bigint[]; zone: string; now: Date }): Promise<{ program: Program; rewards: StoredReward[]; facts: CardFacts[] }> {
  return readFor(shopId, async (db) => {
    const program = programAt(await programVersions(db), now.toISOString());
    const rows = await memberRows(db, memberIds);
    const since = spendFrom(program, zone, now);
    const spends = await spendsSince(db, rows.map((row) => ({ memberId: row.member_id, since })));
    const codes = await cardCodes(db, rows.map((row) => row.member_id), now);
    const lots = new Map<bigint, Lot[]>();
    for (const lot of await liveLots(db, rows.map((row) => row.member_id))) lots.set(lot.memberId, [...(lots.get(lot.memberId) ?? []), lot]);
    return { program, rewards: await rewardsOnOffer(db), facts: rows.map((row) => factsOf(row, { lots: lots.get(row.member_id) ?? [], spends: spends.get(row.member_id) ?? [], codes: codes.get(row.member_id) ?? null })) };
  });
}

function memberRows(db: Tx, memberIds: bigint[]): Promise<Row[]> {
  return db.query<Row>(sql`
    SELECT m.member_id, r.cause, m.state, m.tags, m.email_consent_at IS NOT NULL AS consented, m.tier, m.tier_since, m.enrolled_at, m.card_version, m.card_digest,
           CASE WHEN m.customer_deleted_at IS NULL AND m.state IN ('member', 'left', 'excluded', 'blocked') THEN m.customer_id END AS customer_id,
           coalesce(w.pending, 0)::bigint AS pending, coalesce(w.available, 0)::bigint AS available, coalesce(w.held, 0)::bigint AS held, coalesce(w.debt, 0)::bigint AS debt,
           (SELECT json_agg(json_build_object('at', a.effective_at, 'points', a.points::text, 'reason', a.reason, 'values', a."values"))
              FROM (SELECT t.effective_at, t.reason, t."values", e.points FROM ledger_transaction t
                     CROSS JOIN LATERAL (SELECT sum(delta) AS points FROM ledger_entry e WHERE e.shop_id = t.shop_id AND e.txn_id = t.txn_id AND e.member_id = t.member_id) e
                     WHERE t.shop_id = ${db.shopId} AND t.member_id = m.member_id AND e.points <> 0 ORDER BY t.txn_id DESC LIMIT 5) a) AS activity
      FROM member_refresh r JOIN member m ON m.shop_id = r.shop_id AND m.member_id = r.member_id
      LEFT JOIN wallet w ON w.shop_id = m.shop_id AND w.member_id = m.member_id
     WHERE r.shop_id = ${db.shopId} AND r.member_id = ANY(${memberIds}::bigint[])`);
}

function factsOf(row: Row, of: Pick<CardFacts, "lots" | "spends" | "codes">): CardFacts {
  const { member_id: memberId, pending, available, held, debt } = row;
  return {
    memberId, cause: row.cause, customerId: row.customer_id, state: row.state, tags: row.tags, consented: row.consented, ...of, wallet: { memberId, pending, available, held, debt },
    tier: { handle: row.tier, since: (row.tier_since ?? row.enrolled_at).toISOString() }, cardVersion: row.card_version, cardDigest: row.card_digest,
    activity: (row.activity ?? []).map(({ at, points, reason, values: { note: _note, ...values } }) => ({ at: new Date(at).toISOString(), points: Number(points), reason, values })),
  };
}

/** As far back as the window of the ladder may look. */
function spendFrom({ tiers: { window } }: Program, zone: string, now: Date): string {
  if (window.kind === "lifetime") return "-infinity";
  return window.kind === "calendar_year" ? startOfLocalYear(now.toISOString(), zone, -1) : plusLocalDays(now.toISOString(), zone, -window.days);
}
