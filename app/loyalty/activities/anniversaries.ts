import { localDate, plusDays, startOfLocalDay } from "../time/local-day";
import type { Activity } from "./activity";

/** Calendar days of a shop, both included (`2026-03-01`). */
export interface Days { from: string; until: string; zone: string }

/** A stretch of time: from the first moment on, before the second. ISO-8601 UTC. */
export interface Stretch { from: string; before: string }

/**
 * Full years of membership that fall on these days of the shop's calendar, each from the beginning of its day on. Who joined on
 * 29 February has the 28th where there is no 29th. Joining itself is none.
 */
export function anniversariesIn(enrolledAt: string, { from, until, zone }: Days): (Activity & { years: number })[] {
  const joined = localDate(enrolledAt, zone);
  return yearsFrom(yearOf(from), yearOf(until)).flatMap((year) => {
    const day = inYear(joined, year);
    const years = year - yearOf(joined);
    if (years < 1 || day < from || day > until) return [];
    return [{ kind: "anniversary" as const, occurrence: String(year), happenedAt: startOfLocalDay(day, zone), years }];
  });
}

/** Full years since somebody joined, at the beginning of an anniversary. */
export const yearsOfMembership = (enrolledAt: string, happenedAt: string, zone: string) => yearOf(localDate(happenedAt, zone)) - yearOf(localDate(enrolledAt, zone));

/**
 * When somebody joined who may have an anniversary on these days: one stretch for each year back to the oldest member. A day wider
 * at each end than need be, so that no change of clocks and no 29 February is missed; `anniversariesIn` has the last word.
 */
export function joinedFor(days: Days, oldest: string): Stretch[] {
  return yearsAgo(days, oldest, 1);
}

/** The same days of each year before, back to the oldest member: about who has an anniversary on them, for a forecast. */
export function sameDaysBefore(days: Days, oldest: string): Stretch[] {
  return yearsAgo(days, oldest, 0);
}

function yearsAgo({ from, until, zone }: Days, oldest: string, wider: 0 | 1): Stretch[] {
  const years = yearOf(until) - yearOf(localDate(oldest, zone));
  return yearsFrom(1, years).map((back) => ({
    from: startOfLocalDay(plusDays(inYear(from, yearOf(from) - back), -wider), zone), before: startOfLocalDay(plusDays(inYear(until, yearOf(until) - back), 1 + wider), zone),
  }));
}

const yearOf = (day: string) => Number(day.slice(0, 4));
const yearsFrom = (first: number, last: number) => Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

/** The same day of another year, the last of its month where there is none. */
function inYear(day: string, year: number): string {
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${String(year).padStart(4, "0")}-${day.slice(5, 7)}-${String(Math.min(date, last)).padStart(2, "0")}`;
}
