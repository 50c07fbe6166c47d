import { query } from "../db.server";
import { sql } from "../sql";
import type { Tx } from "../tx";
import type { Discrepancy } from "./find-discrepancies.server";

/** Keeps how much a recount found, and one place of it: a member where there is one, for they have a page. The next recount replaces it. */
export async function saveLedgerCheck(db: Tx, found: readonly Discrepancy[], now: Date): Promise<void> {
  const place = (found.find((one) => one.place.startsWith("member ")) ?? found[0])?.place ?? null;
  await db.query(sql`
    UPDATE shop SET ledger_checked_at = ${now}, ledger_differences = ${found.length}, ledger_place = ${place} WHERE shop_id = ${db.shopId}`);
}

/** Figures that do not hold at the last recount of each shop that has the app, in all; and the age of the recount that is longest ago. One from before the shop left and came back does not count. */
export async function ledgerCheckFigures(): Promise<{ differences: number; oldestSeconds: number }> {
  const [row] = await query<{ differences: bigint; oldest: number | null }>(sql`
    SELECT coalesce(sum(ledger_differences), 0)::bigint AS differences, extract(epoch FROM now() - min(greatest(ledger_checked_at, installed_at)))::float8 AS oldest
      FROM shop WHERE installed_at IS NOT NULL AND uninstalled_at IS NULL`);
  return { differences: Number(row!.differences), oldestSeconds: Math.max(0, row!.oldest ?? 0) };
}
