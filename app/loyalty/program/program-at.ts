import type { Program } from "./program";

/** A version with the moment it came into force. */
export interface ProgramVersion { program: Program; effectiveFrom: string }

/**
 * The version in force at a moment; before the first, the first.
 * @throws RangeError without any version: a shop always has one.
 */
export function programAt(versions: readonly ProgramVersion[], moment: string): Program {
  let best: ProgramVersion | undefined;
  let first: ProgramVersion | undefined;
  for (const version of versions) {
    if (!first || version.program.version < first.program.version) first = version;
    if (version.effectiveFrom <= moment && (!best || version.program.version > best.program.version)) best = version;
  }
  const found = best ?? first;
  if (!found) throw new RangeError("program versions: expected at least one");
  return found.program;
}
