import type { Program } from "~/loyalty/program/program";
import { parseProgram } from "~/loyalty/program/parse-program";
import { fieldErrorsOf } from "./field-of-program-path";
import type { FieldErrors } from "./field-errors";
import type { ProgramDraft } from "./program-draft";
import { programFromDraft } from "./program-from-draft";

/** A draft judged twice: what its texts mean, then by the rules of the domain. The same in the browser and on the server. */
export function judgeDraft(draft: ProgramDraft, shop: { currency: string; version: number }): { ok: true; program: Program } | { ok: false; errors: FieldErrors } {
  const read = programFromDraft(draft, shop);
  if (!read.ok) return read;
  const judged = parseProgram(read.program);
  return "program" in judged ? { ok: true, program: judged.program } : { ok: false, errors: fieldErrorsOf(judged.mistakes, draft) };
}
