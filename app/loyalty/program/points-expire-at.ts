import { endOfLocalDay } from "../time/local-day";
import type { Program } from "./program";

/** When points earned at a moment end; null = never. At the end of a day of the shop, so never earlier than promised. */
export function pointsExpireAt({ expiry }: Pick<Program, "expiry">, earnedAt: string, zone: string): string | null {
  return expiry.months === null ? null : endOfLocalDay(earnedAt, zone, { months: expiry.months });
}
