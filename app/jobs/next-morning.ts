import { localDate, plusDays, startOfLocalDay } from "~/loyalty/time/local-day";
import type { Shop } from "~/store/shops/shop-by-domain.server";

const HOUR_MS = 3_600_000;

/** Not all shops at one moment: each has its own place in the span, always the same. @returns milliseconds from its beginning. */
export function placeIn(spanMs: number, shopId: bigint): number {
  const share = Number((shopId * 2_654_435_761n) % 1_000n) / 1_000;
  return Math.floor(share * spanMs);
}

/**
 * The shop's place in the first hour of a day in its own zone: today's while it is still to come, then tomorrow's. So whoever asks
 * for a job a second time before it ran, at whatever hour, leaves its time as it is.
 */
export function nextMorning({ shopId, timezone }: Pick<Shop, "shopId" | "timezone">, now: Date): Date {
  const today = localDate(now.toISOString(), timezone);
  const on = (day: string) => Date.parse(startOfLocalDay(day, timezone)) + placeIn(HOUR_MS, shopId);
  return new Date(on(today) > now.getTime() ? on(today) : on(plusDays(today, 1)));
}
