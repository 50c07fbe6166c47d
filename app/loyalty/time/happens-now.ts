const NOW_MS = 3_600_000;

/** Whether a moment is so recent that somebody may be waiting for what follows from it: an hour at most, or still to come. */
export function happensNow(at: string, now: Date): boolean {
  return Date.parse(at) >= now.getTime() - NOW_MS;
}
