import { endOfReturned, graceEnd } from "../ledger/days-of-grace";
import type { Lot } from "../ledger/posting";
import type { Points } from "../points";

/** Points of one lot that a redemption holds. */
export interface HeldPart extends Pick<Lot, "expiresAt" | "firstEnd"> { points: Points }

/**
 * What comes back when a redemption of `takenAt` is given back now, by when it ends; null = never. Points that would be over already
 * get the days of grace, once. The earliest end first.
 */
export function heldUntil(held: readonly HeldPart[], { takenAt, now, zone, graceDays }: { takenAt: string; now: string; zone: string; graceDays: number }): { points: Points; until: string | null }[] {
  const ends = new Map<string | null, Points>();
  const graceUntil = graceEnd(now, zone, graceDays);
  for (const { points, ...lot } of held) {
    const until = endOfReturned(lot, { takenAt, now, graceUntil });
    ends.set(until, (ends.get(until) ?? 0n) + points);
  }
  return [...ends].map(([until, points]) => ({ points, until })).sort((a, b) => (a.until === b.until ? 0 : a.until === null ? 1 : b.until === null || a.until < b.until ? -1 : 1));
}
