import { filters, type Liquid } from "liquidjs";
import type { FilterThis } from "./render-info";

type DateFilter = (this: FilterThis, value: unknown, format?: string, offset?: number | string) => unknown;
const QUARTER_MS = 900_000;

/** `date`, which asks for the zone's offset of this moment once in a quarter of an hour: no zone changes its clock within one. */
export function registerDateFilter(liquid: Liquid, timezone: string): void {
  let known = { quarter: -1, offset: 0 };
  liquid.registerFilter("date", function (this: FilterThis, value: unknown, format?: string, offset?: number | string) {
    const now = new Date();
    const quarter = Math.floor(now.getTime() / QUARTER_MS);
    const isNow = value === "now" || value === "today";
    if (isNow && known.quarter !== quarter) known = { quarter, offset: offsetMinutes(timezone, now) };
    return (filters.date as unknown as DateFilter).call(this, value, format, offset ?? (isNow ? known.offset : undefined));
  });
}

/** Minutes that UTC is ahead of the zone, as JavaScript's `getTimezoneOffset`. */
function offsetMinutes(timeZone: string, at: Date): number {
  const wall = (zone: string) => Date.parse(`${at.toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T")}Z`);
  return Math.round((wall("UTC") - wall(timeZone)) / 60_000);
}
