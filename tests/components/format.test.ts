import { describe, expect, test } from "vitest";
import { createFormat } from "~/components/use-format";
import { textOn } from "~/components/program/card-preview";
import { weeksOf } from "~/components/home/points-chart-card";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("numbers, money and times on the admin's pages", () => {
  test.each<[string, string, number, string]>([
    ["en", "USD", 123_456, "$1,234.56"], ["en", "JPY", 123_456, "¥123,456"], ["en", "KWD", 123_456, "KWD 123.456"], ["de", "EUR", 123_456, "1.234,56 €"], ["fr", "EUR", 123_456, "1 234,56 €"],
  ])("in %s, %s %d minor units read %s", (locale, currency, minor, expected) => {
    expect(plain(createFormat(locale, "UTC", currency).money(minor))).toBe(expected);
    expect(plain(createFormat(locale, "UTC", currency).money(BigInt(minor)))).toBe(expected);
  });

  test("short money leaves out decimals that say nothing, and only those", () => {
    const format = createFormat("en", "UTC", "USD");
    expect([20_000, 1_990, 0].map((minor) => format.shortMoney(minor))).toEqual(["$200", "$19.90", "$0"]);
  });

  test("times are those of the shop's clocks", () => {
    const at = "2026-03-01T02:30:00.000Z";
    expect(plain(createFormat("en", "America/New_York", "USD").dateTime(at))).toBe("Feb 28, 2026, 9:30 PM");
    expect(plain(createFormat("en", "Asia/Tokyo", "JPY").date(at))).toBe("Mar 1, 2026");
  });

  test("a calendar day is in no zone", () => {
    expect(createFormat("en", "Pacific/Honolulu", "USD").day("2026-03-01")).toBe("Mar 1, 2026");
  });

  test("no narrow or unusual spaces: server and browser write the same", () => {
    const format = createFormat("fr", "Europe/Paris", "EUR");
    const all = [format.number(1_234_567), format.money(123_456_789), format.percent(0.123), format.dateTime("2026-03-01T14:30:00Z"), format.seconds(0.25)];
    expect(all.join("")).not.toMatch(/[\u2000-\u200a\u202f\u205f]/);
  });

  test.each([[0.012, "12 ms"], [1.44, "1.4 sec"], [42.6, "43 sec"], [600, "10 min"], [-3, "0 ms"]])("a lag of %d s reads %s", (seconds, expected) => {
    expect(plain(createFormat("en", "UTC", "USD").seconds(seconds))).toBe(expected);
  });
});

test.each([["#ffffff", "#000000"], ["#000000", "#ffffff"], ["#1f4d3a", "#ffffff"], ["#f3c14b", "#000000"], ["red;}", "#ffffff"]])("on %s one reads %s", (color, expected) => {
  expect(textOn(color)).toBe(expected);
});

test("weeks end with the last day and lose none", () => {
  const days = Array.from({ length: 16 }, (_, i) => ({ day: `2026-01-${String(i + 1).padStart(2, "0")}`, issued: 1, reversed: i === 0 ? 5 : 0 }));
  expect(weeksOf(days)).toEqual([
    { from: "2026-01-10", issued: 7, reversed: 0 }, { from: "2026-01-03", issued: 7, reversed: 0 }, { from: "2026-01-01", issued: 2, reversed: 5 },
  ]);
});
