import { z } from "zod";
import type { FieldErrors } from "./field-errors";
import { TextReader } from "./read-text";

/** What staff type into the adjustment form. */
export interface AdjustmentDraft { direction: "give" | "take"; points: string; reason: string; note: string }

/** What the server takes: whole points, positive gives and negative takes. */
export const adjustmentSchema = z.strictObject({
  intent: z.literal("adjust"),
  /** One per opened form: a second click posts nothing new. */
  requestId: z.uuid(),
  points: z.int("expected a whole number of points").min(-1_000_000_000).max(1_000_000_000).refine((points) => points !== 0, "expected points other than 0"),
  /** For staff; kept in the ledger. */
  reason: z.string().trim().min(1, "expected a reason").max(300),
  /** For the customer; empty = none. */
  note: z.string().trim().max(300),
});

export interface AdjustmentLimits { cap: number; available: bigint; owed: bigint }

/** The points meant, or what is wrong by field, before anything is sent. */
export function readAdjustment(draft: AdjustmentDraft, { cap, available, owed }: AdjustmentLimits): { points: number; errors: FieldErrors } {
  const read = new TextReader();
  const size = read.whole("points", draft.points, { min: 1, max: cap });
  read.name("reason", draft.reason, 300);
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
