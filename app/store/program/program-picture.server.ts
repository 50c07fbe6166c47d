import type { Program } from "~/loyalty/program/program";
import type { ProgramPicture } from "~/loyalty/program/simulate-program-change";
import { plusLocalDays, startOfLocalYear } from "~/loyalty/time/local-day";
import { sql } from "../sql";
import type { Tx } from "../tx";

/**
 * Where the members stand who can earn under the new program, counted in the database: by tier held and by the rung of the new ladder their spend reaches (told as
 * that rung's threshold, which reaches the same tier).
 */
export async function programPicture(db: Tx, after: Program, when: { zone: string; now: Date }): Promise<ProgramPicture> {
  const now = when.now.toISOString();
  const thresholds = after.tiers.ladder.map((tier) => tier.thresholdMinor);
  const groups = await db.query<{ tier: string; rung: number; members: bigint }>(sql`
    WITH spend AS (
      SELECT member_id, greatest(coalesce(sum(qualifying_minor) FILTER (WHERE processed_at >= ${windowStart(after, when)}), 0),
                                 coalesce(sum(qualifying_minor) FILTER (WHERE processed_at < ${windowStart(after, when)}), 0)) AS minor
        FROM shop_order WHERE shop_id = ${db.shopId} AND member_id IS NOT NULL AND processed_at >= ${earliest(after, when)} AND processed_at <= ${now} GROUP BY member_id)
    SELECT m.tier, width_bucket(coalesce(s.minor, 0)::float8, ${thresholds}::float8[]) - 1 AS rung, count(*) AS members
      FROM member m LEFT JOIN spend s USING (member_id) WHERE m.shop_id = ${db.shopId} AND m.state = 'member'
       AND NOT EXISTS (SELECT 1 FROM unnest(m.tags) tag WHERE lower(tag) = ANY(${after.enrollment.excludeTags.map((tag) => tag.toLowerCase())}::text[])) GROUP BY 1, 2`);
  const [sum] = await db.query<{ outstanding: bigint }>(sql`SELECT coalesce(sum(pending + available + held), 0)::bigint AS outstanding FROM wallet WHERE shop_id = ${db.shopId}`);
  return {
    groups: groups.map((row) => ({ tier: row.tier, spendMinor: thresholds[row.rung] ?? 0, members: Number(row.members) })),
    outstanding: sum?.outstanding ?? 0n,
  };
}

/** Where this year begins; for other windows everything that counts is one stretch. */
function windowStart({ tiers }: Program, { zone, now }: { zone: string; now: Date }): string {
  return tiers.window.kind === "calendar_year" ? startOfLocalYear(now.toISOString(), zone) : "-infinity";
}

function earliest({ tiers }: Program, { zone, now }: { zone: string; now: Date }): string {
  if (tiers.window.kind === "lifetime") return "-infinity";
  return tiers.window.kind === "calendar_year" ? startOfLocalYear(now.toISOString(), zone, -1) : plusLocalDays(now.toISOString(), zone, -tiers.window.days);
}
