import { endOfLocalDay } from "../time/local-day";

/** Until when points may be used that come back at `now` into lots which are over. */
export const graceEnd = (now: string, zone: string, graceDays: number) => endOfLocalDay(now, zone, { days: graceDays });

/** When what comes back into a lot ends: as it would have, or with the days of grace where the lot is over. Null = never. */
export function endOfReturned(expiresAt: string | null, { now, graceUntil }: { now: string; graceUntil: string }): string | null {
  return expiresAt !== null && expiresAt <= now ? graceUntil : expiresAt;
}
