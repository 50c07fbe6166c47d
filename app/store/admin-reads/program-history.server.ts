import type { Program } from "~/loyalty/program/program";
import { readFor } from "../in-transaction.server";
import { storedProgram } from "../program/program-versions.server";
import { sql } from "../sql";

export interface ProgramVersionRow { version: number; program: Program; effectiveFrom: Date; createdAt: Date; createdBy: string; note: string | null }

/** All versions of a shop's program, the newest first. */
export function programHistory(shopId: bigint, limit = 100): Promise<ProgramVersionRow[]> {
  return readFor(shopId, async (db) => {
    const rows = await db.query<{ version: number; program: Program; effective_from: Date; created_at: Date; created_by: string; note: string | null }>(sql`
      SELECT version, program, effective_from, created_at, created_by, note FROM program_version
       WHERE shop_id = ${shopId} ORDER BY version DESC LIMIT ${limit}`);
    return rows.map((row) => ({
      version: row.version, program: storedProgram(row.program), effectiveFrom: row.effective_from, createdAt: row.created_at, createdBy: row.created_by, note: row.note,
    }));
  });
}
