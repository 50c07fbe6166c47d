import { sql } from "../sql";
import type { Tx } from "../tx";
import type { Discrepancy } from "./find-discrepancies.server";

export interface DaySeal { day: string; entries: bigint; total: bigint; hash: string }

/**
 * What was posted on each UTC day after `after` and before `before`: entries, points moved, and a hash over every column of
 * every transaction and entry. Days on which nothing was posted are left out.
 * @param after @param before `YYYY-MM-DD`; null = no bound.
 */
async function digestDays(db: Tx, { after, before }: { after: string | null; before: string | null }): Promise<DaySeal[]> {
  return db.query<DaySeal>(sql`
    WITH e AS MATERIALIZED (
      SELECT txn_id, count(*) AS entries, sum(delta) FILTER (WHERE delta > 0) AS total, string_agg(concat_ws(':', line, account, coalesce(member_id::text, '-'), delta), ',' ORDER BY line) AS lines
        FROM ledger_entry WHERE shop_id = ${db.shopId} GROUP BY txn_id
    ), t AS (
      SELECT txn_id, (recorded_at AT TIME ZONE 'UTC')::date AS day, entries, total, sha256(convert_to(json_build_array(txn_id, member_id, kind, key, fingerprint, reason, "values", actor, order_id, program_version,
          extract(epoch FROM effective_at), extract(epoch FROM recorded_at), lines)::text, 'UTF8')) AS digest
        FROM ledger_transaction LEFT JOIN e USING (txn_id) WHERE shop_id = ${db.shopId}
         AND (${after}::date IS NULL OR recorded_at >= (${after}::date + 1)::timestamp AT TIME ZONE 'UTC') AND (${before}::date IS NULL OR recorded_at < ${before}::date::timestamp AT TIME ZONE 'UTC')
    )
    SELECT day::text, coalesce(sum(entries), 0)::bigint AS entries, coalesce(sum(total), 0)::bigint AS total, encode(sha256(string_agg(digest, ''::bytea ORDER BY txn_id)), 'hex') AS hash
      FROM t GROUP BY day ORDER BY day`);
}

/** Seals the days before `before` that follow the last sealed one. A seal is never rewritten. @returns the sealed days. */
export async function sealDaysBefore(db: Tx, before: string): Promise<string[]> {
  const days = await digestDays(db, { after: await lastSealed(db), before });
  await db.query(sql`
    INSERT INTO ledger_seal (shop_id, day, entries, total, hash)
    SELECT ${db.shopId}, day, entries, total, hash
      FROM unnest(${days.map((one) => one.day)}::date[], ${days.map((one) => one.entries)}::bigint[], ${days.map((one) => one.total)}::bigint[], ${days.map((one) => one.hash)}::text[]) AS x(day, entries, total, hash)
    ON CONFLICT DO NOTHING`);
  return days.map(({ day }) => day);
}

/** Sealed days that no longer hold what they held, and days before the last seal on which something was posted that no seal knows. */
export async function brokenSeals(db: Tx): Promise<Discrepancy[]> {
  const seals = await db.query<DaySeal>(sql`SELECT day::text, entries, total, hash FROM ledger_seal WHERE shop_id = ${db.shopId} ORDER BY day`);
  const last = seals.at(-1)?.day;
  if (last === undefined) return [];
  const now = new Map((await digestDays(db, { after: null, before: null })).map((one) => [one.day, one]));
  const sealed = new Map(seals.map((one) => [one.day, one]));
  const days = [...new Set([...now.keys(), ...sealed.keys()])].filter((day) => day <= last).sort();
  return days.flatMap((day) => {
    const [expected, found] = [told(sealed.get(day)), told(now.get(day))];
    return expected === found ? [] : [{ check: "sealed_days" as const, place: `day ${day}`, expected, found }];
  });
}

const told = (seal: DaySeal | undefined) => (seal ? `${seal.entries} entries, ${seal.total} points moved, hash ${seal.hash}` : "nothing");

async function lastSealed(db: Tx): Promise<string | null> {
  const [row] = await db.query<{ day: string | null }>(sql`SELECT max(day)::text AS day FROM ledger_seal WHERE shop_id = ${db.shopId}`);
  return row?.day ?? null;
}
