import type { Spend } from "~/loyalty/tiers/qualify";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** A member as far as its tier goes. */
export interface TierStanding {
  memberId: bigint;
  tier: string;
  since: string | null;
  graceUntil: string | null;
  /** The latest change of the tier, as recorded. */
  lastChange: { from: string; to: string; thresholdMinor: number | null } | null;
}

interface Row {
  member_id: bigint; tier: string; tier_since: Date | null; tier_grace_until: Date | null; from_tier: string | null; to_tier: string | null; threshold_minor: string | null;
}

/** Locks members whose tier may change, in the order of their ids. Merged and erased ones have none. */
export async function lockTierStandings(db: Tx, memberIds: bigint[]): Promise<TierStanding[]> {
  const rows = await db.query<Row>(sql`
    WITH locked AS MATERIALIZED (
      SELECT member_id, tier, tier_since, tier_grace_until FROM member
       WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[]) AND state IN ('member', 'left', 'excluded', 'blocked')
       ORDER BY member_id FOR NO KEY UPDATE)
    SELECT m.*, t.from_tier, t.to_tier, t."values"->>'thresholdMinor' AS threshold_minor FROM locked m
      LEFT JOIN LATERAL (SELECT from_tier, to_tier, "values" FROM tier_change t WHERE t.shop_id = ${db.shopId} AND t.member_id = m.member_id
        ORDER BY t.effective_at DESC, t.tier_change_id DESC LIMIT 1) t ON true`);
  return rows.map((row) => ({
    memberId: row.member_id, tier: row.tier, since: row.tier_since?.toISOString() ?? null, graceUntil: row.tier_grace_until?.toISOString() ?? null,
    lastChange: row.to_tier === null ? null : { from: row.from_tier!, to: row.to_tier, thresholdMinor: row.threshold_minor === null ? null : Number(row.threshold_minor) },
  }));
}

/** Qualifying orders of each member from a moment on. */
export async function spendsSince(db: Tx, members: { memberId: bigint; since: string }[]): Promise<Map<bigint, Spend[]>> {
  const rows = await db.query<{ member_id: bigint; processed_at: Date; qualifying_minor: bigint }>(sql`
    SELECT o.member_id, o.processed_at, o.qualifying_minor
      FROM unnest(${members.map((one) => one.memberId)}::bigint[], ${members.map((one) => one.since)}::timestamptz[]) AS x(member_id, since)
      JOIN shop_order o ON o.shop_id = ${db.shopId} AND o.member_id = x.member_id AND o.processed_at >= x.since
     WHERE o.qualifying_minor > 0`);
  const spends = new Map<bigint, Spend[]>(members.map((one) => [one.memberId, []]));
  for (const row of rows) spends.get(row.member_id)?.push({ at: row.processed_at.toISOString(), minor: Number(row.qualifying_minor) });
  return spends;
}
