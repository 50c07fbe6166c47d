import { diffPrograms } from "~/loyalty/program/diff-programs";
import { parseProgram, type ProgramMistake } from "~/loyalty/program/parse-program";
import type { Program } from "~/loyalty/program/program";
import { logAccess } from "~/store/access/log-access.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { programVersions } from "~/store/program/program-versions.server";
import { saveProgramVersion } from "~/store/program/save-program-version.server";

export interface SaveProgram {
  /** As submitted; the version number in it is that of the program it was edited from. */
  settings: unknown;
  note: string | null;
  /** When it comes into force; not given = now. A later version replaces one that still waits. */
  effectiveFrom?: Date;
  /** `staff:<user id>`. */
  actor: string;
}
export type SaveProgramAnswer =
  | { program: Program; changed: boolean }
  | { mistakes: ProgramMistake[] }
  | { refusal: "saved_by_somebody_else"; current: Program };

/**
 * Saves a new version of the program, in force from now or a later day on; orders placed before keep the version they were placed under. The
 * tiers of all members are looked at again. Saving what is in force changes nothing.
 */
export function saveProgram(shopId: bigint, { settings, note, effectiveFrom, actor }: SaveProgram, now: Date): Promise<SaveProgramAnswer> {
  const parsed = parseProgram(settings);
  if ("mistakes" in parsed) return Promise.resolve(parsed);
  return inTransaction(shopId, async (db) => {
    const current = (await programVersions(db)).at(-1)!.program;
    if (parsed.program.version !== current.version) return { refusal: "saved_by_somebody_else", current };
    if (diffPrograms(current, parsed.program).length === 0) return { program: current, changed: false };
    const program = { ...parsed.program, version: current.version + 1 };
    if (!(await saveProgramVersion(db, { program, effectiveFrom: effectiveFrom ?? now, createdBy: actor, note }))) return { refusal: "saved_by_somebody_else", current };
    await logAccess(db, { actor, action: "save_program", detail: { version: program.version } }, now);
    await enqueueJobs(db, [shopJob("publish-program", shopId, effectiveFrom), shopJob("recompute-tiers", shopId, effectiveFrom)].map((job) =>
      // A key of its own: a job that waits for its day is neither hurried nor replaced by the next change.
      (effectiveFrom ? { ...job, key: `${job.key}:version-${program.version}` } : job)));
    return { program, changed: true };
  });
}
