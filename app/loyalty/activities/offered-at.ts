import type { Program } from "../program/program";
import { programAt, type ProgramVersion } from "../program/program-at";
import type { ActivityKind } from "./activity";

/**
 * The program in force at a moment if the activity earned then, else null. The moment it happened decides: what was done before
 * the merchant switched it on earns nothing, and what was done while it was on earns also when it is told late.
 */
export function offeredAt(versions: readonly ProgramVersion[], kind: ActivityKind, moment: string): Program | null {
  const program = programAt(versions, moment);
  return program.activities[kind].on ? program : null;
}

/** Whether any version ever gave points for one of these: a shop that never did has nothing to look up. */
export function everOffered(versions: readonly ProgramVersion[], kinds: readonly ActivityKind[]): boolean {
  return versions.some(({ program }) => kinds.some((kind) => program.activities[kind].on));
}
