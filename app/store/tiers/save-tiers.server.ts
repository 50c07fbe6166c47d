import { sql } from "../sql";
import type { Tx } from "../tx";

export interface TierToSave {
  memberId: bigint;
  tier: string;
  since: string;
  graceUntil: string | null;
  /** Null when only the grace period changed. */
  change: { from: string; reason: string; values: Record<string, string | number>; programVersion: number } | null;
}

/** Stores the tiers of locked members and a history row for each change, effective from `now`. */
export async function saveTiers(db: Tx, tiers: TierToSave[], now: Date): Promise<void> {
  if (tiers.length === 0) return;
  const changes = tiers.flatMap(({ memberId, tier, change }) => (change ? [{ memberId, tier, ...change }] : []));
  await db.query(sql`
    WITH updated AS (
      UPDATE member m SET tier = x.tier, tier_since = x.since, tier_grace_until = x.grace_until
        FROM unnest(${tiers.map((one) => one.memberId)}::bigint[], ${tiers.map((one) => one.tier)}::text[], ${tiers.map((one) => one.since)}::timestamptz[],
          ${tiers.map((one) => one.graceUntil)}::timestamptz[]) AS x(member_id, tier, since, grace_until)
       WHERE m.shop_id = ${db.shopId} AND m.member_id = x.member_id
    )
    INSERT INTO tier_change (shop_id, member_id, from_tier, to_tier, reason, "values", program_version, effective_at)
    SELECT ${db.shopId}, member_id, from_tier, to_tier, reason, vals, program_version, ${now}
      FROM unnest(${changes.map((one) => one.memberId)}::bigint[], ${changes.map((one) => one.from)}::text[], ${changes.map((one) => one.tier)}::text[], ${changes.map((one) => one.reason)}::text[],
        ${changes.map((one) => JSON.stringify(one.values))}::jsonb[], ${changes.map((one) => one.programVersion)}::int[]) AS x(member_id, from_tier, to_tier, reason, vals, program_version)`);
}
