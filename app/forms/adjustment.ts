import type { FieldErrors } from "./field-errors";
import { TextReader } from "./read-text";

/** Letters of a reason or a message that staff write. */
export const MOST_STAFF_TEXT = 300;

/** What staff type into the adjustment form. */
export interface AdjustmentDraft { direction: "give" | "take"; points: string; reason: string; note: string }

export interface AdjustmentLimits { cap: number; available: bigint; owed: bigint }

/** The points meant, or what is wrong by field, before anything is sent. */
export function readAdjustment(draft: AdjustmentDraft, { cap, available, owed }: AdjustmentLimits): { points: number; errors: FieldErrors } {
  const read = new TextReader();
  const size = read.whole("points", draft.points, { min: 1, max: cap });
  read.name("reason", draft.reason, MOST_STAFF_TEXT);
  if (draft.direction === "take" && owed > 0n) read.refuse("points", { code: "owes" }, undefined);
  else if (draft.direction === "take" && BigInt(size) > available) read.refuse("points", { code: "notEnough", values: { available: Number(available) } }, undefined);
  return { points: draft.direction === "take" ? -size : size, errors: read.errors };
}

/** Available and owed points after an adjustment: what is owed is repaid first. */
export function afterAdjustment({ available, owed }: { available: bigint; owed: bigint }, points: number): { available: bigint; owed: bigint } {
  const change = BigInt(points);
  if (change <= 0n) return { available: available + change, owed };
  const repaid = owed < change ? owed : change;
  return { available: available + change - repaid, owed: owed - repaid };
}
