import type { Iso } from "../../world/types";

const QUARTER_MS = 15 * 60_000;
const MOST_OFFSETS = 50_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** A moment as Shopify writes it in webhooks: whole seconds on the shop's clock with its offset, `2026-02-04T15:25:51+11:00`. */
export function shopTime(iso: Iso, timezone: string): string {
  const ms = Date.parse(iso);
  const minutes = offsetMinutes(ms, timezone);
  const local = new Date(ms + minutes * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${local}${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Offsets change on quarter hours at most, so one is asked for per quarter and kept. */
function offsetMinutes(ms: number, timezone: string): number {
  const quarter = Math.floor(ms / QUARTER_MS);
  const key = `${timezone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const start = quarter * QUARTER_MS;
  const minutes = (wallClockMs(start, timezone) - start) / 60_000;
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  offsets.set(key, minutes);
  return minutes;
}

function wallClockMs(ms: number, timezone: string): number {
  const part = Object.fromEntries(formatOf(timezone).formatToParts(ms).map(({ type, value }) => [type, Number(value)])) as Record<string, number>;
  return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
}

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", { timeZone: timezone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" });
  formats.set(timezone, format);
  return format;
}
