import type { Program } from "~/loyalty/program/program";
import { sql } from "../sql";
import type { Tx } from "../tx";

export interface NewProgramVersion { program: Program; effectiveFrom: Date; createdBy: string; note: string | null }

/** @returns false when that version exists: somebody else saved first. */
export async function saveProgramVersion(db: Tx, { program, effectiveFrom, createdBy, note }: NewProgramVersion): Promise<boolean> {
  const rows = await db.query(sql`
    INSERT INTO program_version (shop_id, version, program, effective_from, created_by, note)
    VALUES (${db.shopId}, ${program.version}, ${JSON.stringify(program)}::jsonb, ${effectiveFrom}, ${createdBy}, ${note}) ON CONFLICT DO NOTHING RETURNING 1`);
  return rows.length > 0;
}
