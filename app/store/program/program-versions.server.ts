import type { Program } from "~/loyalty/program/program";
import type { ProgramVersion } from "~/loyalty/program/program-at";
import { processCache } from "../process-cache";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** Versions never change once they are saved, so a process reads each one once and always hands out the same objects. */
const kept = processCache<bigint, ProgramVersion[]>();

/** Versions stored before points could expire say nothing of it: theirs never do. */
const storedProgram = (stored: Program): Program => ({ ...stored, expiry: stored.expiry ?? { months: null, graceDays: 30 } });

/** All program versions of the shop, ascending; empty before the first was saved. */
export async function programVersions(db: Tx): Promise<ProgramVersion[]> {
  const known = kept.get(db.shopId) ?? [];
  const newest = known.at(-1)?.program.version ?? 0;
  const rows = await db.query<{ program: Program; effective_from: Date }>(sql`
    SELECT program, effective_from FROM program_version WHERE shop_id = ${db.shopId} AND version > ${newest} ORDER BY version`);
  if (rows.length === 0) return known;
  return [...known, ...rows.map((row) => ({ program: storedProgram(row.program), effectiveFrom: row.effective_from.toISOString() }))];
}

/** Keeps what a finished transaction has read; what is not committed yet may still vanish. */
export function keepProgramVersions(shopId: bigint, versions: ProgramVersion[]): void {
  if (versions.length > (kept.get(shopId)?.length ?? 0)) kept.set(shopId, versions);
}
