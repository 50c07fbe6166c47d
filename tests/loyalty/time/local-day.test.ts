import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { endOfLocalDay, localDate, plusLocalDays, startOfLocalDay, startOfLocalYear } from "~/loyalty/time/local-day";
import { checkProperty } from "../check-property";

const ZONES = ["America/New_York", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "Pacific/Kiritimati", "Etc/GMT+12", "UTC", "America/Sao_Paulo"];
const HOUR = 3_600_000;

/** The calendar date by the platform's own formatter: another way to the same answer. */
const dateIn = (instant: number, zone: string) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(instant);

describe("days of a shop", () => {
  it.each([
    ["a common day", "2026-01-15T15:00:00.000Z", "America/New_York", {}, "2026-01-16T05:00:00.000Z"],
    ["the day clocks go forward", "2026-03-08T12:00:00.000Z", "America/New_York", {}, "2026-03-09T04:00:00.000Z"],
    ["the day clocks go back", "2026-11-01T12:00:00.000Z", "America/New_York", {}, "2026-11-02T05:00:00.000Z"],
    ["half an hour of summer", "2026-04-04T12:00:00.000Z", "Australia/Lord_Howe", {}, "2026-04-04T13:00:00.000Z"],
    ["midnight that does not exist", "2018-11-03T12:00:00.000Z", "America/Sao_Paulo", {}, "2018-11-04T03:00:00.000Z"],
    ["a day that does not exist", "2011-12-30T09:00:00.000Z", "Pacific/Apia", {}, "2011-12-30T10:00:00.000Z"],
    ["a quarter of an hour off", "2026-01-15T18:14:00.000Z", "Asia/Kathmandu", {}, "2026-01-15T18:15:00.000Z"],
    ["the end of a month", "2026-01-31T12:00:00.000Z", "UTC", { months: 1 }, "2026-03-01T00:00:00.000Z"],
    ["leap day, a year later", "2028-02-29T12:00:00.000Z", "UTC", { months: 12 }, "2029-03-01T00:00:00.000Z"],
  ])("%s", (_name, instant, zone, span, end) => expect(endOfLocalDay(instant, zone, span)).toBe(end));

  it("ends every day after its last moment, in every zone, on every day", () => {
    const from = Date.UTC(2010, 0, 1);
    checkProperty(fc.property(fc.integer({ min: 0, max: 20 * 365 * 24 * 3600 }), fc.constantFrom(...ZONES), fc.nat(400), (seconds, zone, days) => {
      const instant = from + seconds * 1000;
      const iso = new Date(instant).toISOString();
      const end = Date.parse(endOfLocalDay(iso, zone, { days }));
      const target = localDate(plusLocalDays(iso, zone, days), zone);
      expect(dateIn(end - 1, zone)).toBe(target);
      expect(dateIn(end, zone) > target).toBe(true);
      expect(end).toBeGreaterThan(instant + days * 24 * HOUR - 25 * HOUR);
      expect(localDate(iso, zone)).toBe(dateIn(instant, zone));
    }), { numRuns: 2000 });
  });

  it("agrees with luxon about every end of day and every day's time", () => {
    const from = Date.UTC(2010, 0, 1);
    checkProperty(fc.property(fc.integer({ min: 0, max: 20 * 365 * 24 * 60 }), fc.constantFrom(...ZONES), fc.integer({ min: 1, max: 400 }), (minutes, zone, days) => {
      const local = DateTime.fromMillis(from + minutes * 60_000, { zone });
      const iso = local.toUTC().toISO()!;
      expect(endOfLocalDay(iso, zone, { days })).toBe(local.plus({ days }).startOf("day").plus({ days: 1 }).startOf("day").toUTC().toISO());
      const later = local.plus({ days });
      if (later.getPossibleOffsets().length === 1) expect(plusLocalDays(iso, zone, days)).toBe(later.toUTC().toISO());
    }), { numRuns: 1000 });
  });

  it("adds whole days at the same local time", () => {
    expect(plusLocalDays("2026-03-01T17:00:00.000Z", "America/New_York", 14)).toBe("2026-03-15T16:00:00.000Z");
    expect(plusLocalDays("2026-03-01T17:00:00.000Z", "America/New_York", 0)).toBe("2026-03-01T17:00:00.000Z");
  });

  it.each([
    ["2026-03-08", "America/New_York", "2026-03-08T05:00:00.000Z"], ["2026-03-09", "America/New_York", "2026-03-09T04:00:00.000Z"],
    ["2026-03-01", "Pacific/Kiritimati", "2026-02-28T10:00:00.000Z"], ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"],
  ])("begins %s in %s", (date, zone, start) => expect(startOfLocalDay(date, zone)).toBe(start));

  it("knows the local year", () => {
    expect(startOfLocalYear("2026-12-31T12:00:00.000Z", "Pacific/Kiritimati")).toBe("2026-12-31T10:00:00.000Z");
    expect(startOfLocalYear("2026-06-01T00:00:00.000Z", "America/New_York", -1)).toBe("2025-01-01T05:00:00.000Z");
  });

  it("refuses what is no zone and no time", () => {
    expect(() => endOfLocalDay("2026-01-01T00:00:00.000Z", "Mars/Base")).toThrow('time zone "Mars/Base": expected an IANA name such as America/New_York');
    expect(() => endOfLocalDay("tomorrow", "UTC")).toThrow('time "tomorrow": expected an ISO-8601 instant');
  });
});
