import type { Points } from "../points";
import { allocateFifo } from "./allocate-fifo";
import { creditAvailable } from "./credit";
import type { LedgerTransaction, Lot, Wallet } from "./posting";

/** A staff member's correction. `key` is the command's own (`adjustment:<uuid>`), so a repeated click posts once. */
export interface Adjustment {
  /** Positive gives, negative takes. */
  points: Points;
  /** Why, for the merchant's staff alone. */
  note: string;
  /** For the customer, shown with the points. */
  message?: string | null;
  actor: string;
  key: string;
  now: string;
  /** Highest absolute value one person may post at once. */
  cap: Points;
  expiresAt: string | null;
}
export type AdjustmentRefusal = "zero_points" | "above_cap" | "note_missing" | "points_owed" | "not_enough_available";

/** Gives points at once, or takes available ones in FIFO order; never below zero, never out of pending or held. */
export function adjust(wallet: Wallet, lots: readonly Lot[], adjustment: Adjustment): { transaction: LedgerTransaction } | { refusal: AdjustmentRefusal } {
  const refusal = refusalOf(wallet, adjustment);
  if (refusal) return { refusal };
  return { transaction: adjustment.points > 0n ? give(wallet, adjustment) : take(wallet, lots, adjustment) };
}

function refusalOf(wallet: Wallet, { points, cap, note }: Adjustment): AdjustmentRefusal | null {
  const size = points < 0n ? -points : points;
  if (size === 0n) return "zero_points";
  if (size > cap) return "above_cap";
  if (note.trim() === "") return "note_missing";
  if (points < 0n && wallet.debt < 0n) return "points_owed";
  if (points < 0n && wallet.available < size) return "not_enough_available";
  return null;
}

function give(wallet: Wallet, adjustment: Adjustment): LedgerTransaction {
  const { points, now, expiresAt } = adjustment;
  const { postings, free, repaid } = creditAvailable(wallet, points, "adjustments");
  const lot = { amount: points, pending: 0n, free, repaid, orderId: null, earnedAt: now, releaseAt: now, expiresAt };
  return { ...common(wallet, adjustment, "adjustment_given"), postings, lots: [{ create: lot }] };
}

function take(wallet: Wallet, lots: readonly Lot[], adjustment: Adjustment): LedgerTransaction {
  const points = -adjustment.points;
  const { taken, left } = allocateFifo(lots, "free", points);
  if (left > 0n) throw new RangeError(`lots of member ${wallet.memberId} lack ${left} points: expected them to hold the ${wallet.available} available`);
  return {
    ...common(wallet, adjustment, "adjustment_taken"),
    postings: [{ from: "available", to: "adjustments", points }],
    lots: taken.map((one) => ({ lotId: one.lotId, free: -one.points, reversed: one.points })),
  };
}

function common(wallet: Wallet, { points, note, message, actor, key, now }: Adjustment, reason: string): Omit<LedgerTransaction, "postings" | "lots"> {
  return { memberId: wallet.memberId, kind: "adjustment", key, reason, values: { points: Number(points), note, ...(message ? { message } : {}) }, actor, orderId: null, effectiveAt: now, programVersion: null };
}
