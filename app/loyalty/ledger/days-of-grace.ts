import { endOfLocalDay } from "../time/local-day";
import type { Lot } from "./posting";

/** Points that come back at `now`, taken at `takenAt`, and until when they may be used if their lot is over. */
export interface Returning { takenAt: string; now: string; graceUntil: string }

export const graceEnd = (now: string, zone: string, graceDays: number) => endOfLocalDay(now, zone, { days: graceDays });

/**
 * When what comes back into a lot ends: as it would have, or with the days of grace where the lot is over. What was taken after the
 * lot had ended has had its days of grace, and does not get them again. Null = never.
 */
export function endOfReturned({ expiresAt, firstEnd }: Pick<Lot, "expiresAt" | "firstEnd">, { takenAt, now, graceUntil }: Returning): string | null {
  if (expiresAt === null || expiresAt > now) return expiresAt;
  return firstEnd === null || takenAt < firstEnd ? graceUntil : expiresAt;
}
