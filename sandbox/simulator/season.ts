const WEEK_MS = 7 * 86_400_000;

/** How busy each month is, January first; the twelve average to one. */
export const MONTH_FACTORS = [0.82, 0.84, 1.06, 1.22, 1.18, 0.98, 0.84, 0.82, 0.94, 0.98, 1.16, 1.16] as const;

/**
 * Busy weeks between two moments: the weeks of the calendar, each weighed by its month. The purchase process runs on busy time,
 * so that seasons move purchases about without changing how many there are in a year.
 */
export function busyWeeks(fromMs: number, untilMs: number): number {
  let busy = 0;
  for (let at = fromMs; at < untilMs;) {
    const end = Math.min(untilMs, nextMonth(at));
    busy += ((end - at) / WEEK_MS) * factorAt(at);
    at = end;
  }
  return busy;
}

/** The moment that lies so many busy weeks after another. */
export function afterBusyWeeks(fromMs: number, weeks: number): number {
  let at = fromMs;
  for (let left = weeks; ;) {
    const end = nextMonth(at);
    const month = ((end - at) / WEEK_MS) * factorAt(at);
    if (month >= left) return Math.round(at + (left / factorAt(at)) * WEEK_MS);
    left -= month;
    at = end;
  }
}

function factorAt(ms: number): number {
  return MONTH_FACTORS[new Date(ms).getUTCMonth()]!;
}

function nextMonth(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}
