import { NO_ACTIVITIES } from "~/loyalty/activities/activity";
import type { Program } from "~/loyalty/program/program";
import type { ProgramVersion } from "~/loyalty/program/program-at";
import { processCache } from "../process-cache";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** Versions never change once they are saved, so a process reads each one once and always hands out the same objects. */
const kept = processCache<bigint, ProgramVersion[]>();

/** What a version does not say was not there yet when it was stored: points that never expire, ways to earn that are off. */
export const storedProgram = (stored: Program): Program => ({ ...stored, expiry: stored.expiry ?? { months: null, graceDays: 30 }, activities: { ...NO_ACTIVITIES, ...stored.activities } });

/** All program versions of the shop, ascending; empty before the first was saved. */
export async function programVersions(db: Tx): Promise<ProgramVersion[]> {
  const rows = await db.query<{ program: Program; effective_from: Date }>(sql`
    SELECT program, effective_from FROM program_version WHERE shop_id = ${db.shopId} AND version > ${newestKnown(db.shopId)} ORDER BY version`);
  return withNewer(db.shopId, rows.map((row) => ({ program: row.program, effectiveFrom: row.effective_from })));
}

/** The newest version this process keeps, 0 before it has read any: only those after it have to be read. */
export const newestKnown = (shopId: bigint) => kept.get(shopId)?.at(-1)?.program.version ?? 0;

/** All versions, of which those after `newestKnown` were just read as they are stored. */
export function withNewer(shopId: bigint, newer: readonly { program: Program; effectiveFrom: Date | string }[]): ProgramVersion[] {
  const known = kept.get(shopId) ?? [];
  // Another transaction may have had them kept meanwhile.
  const unknown = newer.filter(({ program }) => program.version > newestKnown(shopId));
  if (unknown.length === 0) return known;
  return [...known, ...unknown.map(({ program, effectiveFrom }) => ({ program: storedProgram(program), effectiveFrom: new Date(effectiveFrom).toISOString() }))];
}

/** Keeps what a finished transaction has read; what is not committed yet may still vanish. */
export function keepProgramVersions(shopId: bigint, versions: ProgramVersion[]): void {
  if (versions.length > (kept.get(shopId)?.length ?? 0)) kept.set(shopId, versions);
}
