import { endOfReturned, graceEnd } from "../ledger/days-of-grace";
import type { Points } from "../points";

/**
 * What comes back when a redemption is given back now, by when it ends; null = never. Points that would be over already get
 * the days of grace. The earliest end first.
 */
export function heldUntil(held: readonly { points: Points; expiresAt: string | null }[], { now, zone, graceDays }: { now: string; zone: string; graceDays: number }): { points: Points; until: string | null }[] {
  const ends = new Map<string | null, Points>();
  const graceUntil = graceEnd(now, zone, graceDays);
  for (const { points, expiresAt } of held) {
    const until = endOfReturned(expiresAt, { now, graceUntil });
    ends.set(until, (ends.get(until) ?? 0n) + points);
  }
  return [...ends].map(([until, points]) => ({ points, until })).sort((a, b) => (a.until === b.until ? 0 : a.until === null ? 1 : b.until === null || a.until < b.until ? -1 : 1));
}
