import { zoneOffset } from "./zone-offset";

const DAY = 86_400_000;

/** A stretch of calendar days or months; months clamp at their end (31 January + 1 month = 28 February). */
export interface Span { days?: number; months?: number }

/**
 * The first moment after the local day that lies `span` after `instant`: what is promised until a day holds until that day is over.
 * @param instant ISO-8601 with offset. @param zone IANA name of the shop. @returns ISO-8601 UTC with milliseconds.
 * @throws RangeError for no instant or an unknown zone.
 */
export function endOfLocalDay(instant: string, zone: string, span: Span = {}): string {
  const day = localDay(resolve(zone, plus(wallClock(instant, zone), span)), zone);
  return new Date(resolve(zone, day + DAY)).toISOString();
}

/** The same local time `days` calendar days later; a change of clocks in between neither shortens nor lengthens a day. */
export function plusLocalDays(instant: string, zone: string, days: number): string {
  if (days === 0) return new Date(parse(instant)).toISOString();
  return new Date(resolve(zone, plus(wallClock(instant, zone), { days }))).toISOString();
}

/** The calendar date of an instant, `2026-03-01`. */
export function localDate(instant: string, zone: string): string {
  return new Date(wallClock(instant, zone)).toISOString().slice(0, 10);
}

/** The calendar date of the last day of something that is over at `end`: what ends at midnight lasts to the day before. */
export function lastLocalDate(end: string, zone: string): string {
  return localDate(new Date(parse(end) - 1).toISOString(), zone);
}

/** The calendar day (`2026-03-01`) so many days later. */
export function plusDays(day: string, days: number): string {
  return new Date(parse(`${day}T00:00:00.000Z`) + days * DAY).toISOString().slice(0, 10);
}

/** The first moment of a calendar day (`2026-03-01`) in the zone. */
export function startOfLocalDay(date: string, zone: string): string {
  return new Date(resolve(zone, parse(`${date}T00:00:00.000Z`))).toISOString();
}

/** The first moment of the local calendar year of `instant`, `years` later. */
export function startOfLocalYear(instant: string, zone: string, years = 0): string {
  const year = new Date(wallClock(instant, zone)).getUTCFullYear();
  return new Date(resolve(zone, Date.UTC(year + years, 0, 1))).toISOString();
}

/** What a clock in the zone shows, as if it were UTC. */
function wallClock(instant: string, zone: string): number {
  const epochMs = parse(instant);
  return epochMs + zoneOffset(zone, epochMs);
}

function localDay(epochMs: number, zone: string): number {
  return Math.floor((epochMs + zoneOffset(zone, epochMs)) / DAY) * DAY;
}

/** The moment a clock shows `wall`: the first of two where clocks go back, the end of the gap where they go forward. */
function resolve(zone: string, wall: number): number {
  const [before, after] = [zoneOffset(zone, wall - DAY), zoneOffset(zone, wall + DAY)];
  const larger = Math.max(before, after);
  const smaller = Math.min(before, after);
  if (zoneOffset(zone, wall - larger) === larger) return wall - larger;
  return wall - smaller;
}

function plus(wall: number, { days = 0, months = 0 }: Span): number {
  if (months === 0) return wall + days * DAY;
  const date = new Date(wall);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return first.getTime() + (Math.min(date.getUTCDate(), lastDay) - 1 + days) * DAY + (((wall % DAY) + DAY) % DAY);
}

function parse(instant: string): number {
  const epochMs = Date.parse(instant);
  if (Number.isNaN(epochMs)) throw new RangeError(`time ${JSON.stringify(instant)}: expected an ISO-8601 instant`);
  return epochMs;
}
