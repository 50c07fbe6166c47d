import { describe, expect, it } from "vitest";
import { defaultProgram } from "~/loyalty/program/default-program";
import { diffPrograms } from "~/loyalty/program/diff-programs";
import { parseProgram } from "~/loyalty/program/parse-program";
import { percentBack } from "~/loyalty/program/percent-back";
import { programAt } from "~/loyalty/program/program-at";
import { simulateProgramChange } from "~/loyalty/program/simulate-program-change";
import { aProgram } from "./a-program";

/** A copy with one setting changed, as a form or the API would send it. */
function changed(path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(defaultProgram("USD"))) as Record<string, unknown>;
  const keys = path.split(".");
  const parent = keys.slice(0, -1).reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
  parent[keys.at(-1)!] = value;
  return copy;
}
const MOST = 1_000_000_000;
const multiplier = (id: string, num = 2, den = 1) => ({ scope: "tag", id, title: id, multiplier: { num, den } });

describe("program settings", () => {
  it.each(["USD", "JPY", "KWD", "KRW", "SEK"])("start well in %s", (currency) => {
    const program = defaultProgram(currency);
    expect(parseProgram(JSON.parse(JSON.stringify(program)))).toEqual({ program });
    expect(percentBack(program)).toBe(300);
  });
  it("state the rate in figures of the currency", () => {
    expect(["USD", "JPY", "KRW", "KWD", "SEK", "VND"].map((currency) => defaultProgram(currency).earn.rate.perMinor)).toEqual([100, 100, 100, 1000, 1000, 1000]);
  });

  it.each<[string, unknown, string]>([
    ["earn.rate.points", 1.5, `earn.rate.points 1.5: expected a whole number of points from 0 to ${MOST}`],
    ["earn.rate.points", JSON.parse("1e309"), `earn.rate.points Infinity: expected a whole number of points from 0 to ${MOST}`],
    ["earn.rate.points", NaN, `earn.rate.points NaN: expected a whole number of points from 0 to ${MOST}`],
    ["earn.rate.points", -1, `earn.rate.points -1: expected a whole number of points from 0 to ${MOST}`],
    ["earn.rate.points", "1", `earn.rate.points "1": expected a whole number of points from 0 to ${MOST}`],
    ["earn.rate.points", undefined, `earn.rate.points missing: expected a whole number of points from 0 to ${MOST}`],
    ["earn.rate.perMinor", 0, `earn.rate.perMinor 0: expected a whole number of minor units from 1 to ${MOST}`],
    ["earn.rate.perMinor", "10 kr", `earn.rate.perMinor "10 kr": expected a whole number of minor units from 1 to ${MOST}`],
    ["earn.multipliers", [multiplier("new", 1, 0)], "earn.multipliers.0.multiplier.den 0: expected a whole number of parts, not zero, from 1 to 10000"],
    ["earn.multipliers", [multiplier("new"), multiplier("NEW")], 'earn.multipliers.1.id "NEW": expected one multiplier for each tag'],
    ["earn.currencyRates", { kr: { points: 1, perMinor: 1 } }, "earn.currencyRates.kr: expected a three-letter ISO 4217 code such as USD"],
    ["earn.on", "shipped", 'earn.on "shipped": expected "paid" or "fulfilled"'],
    ["tiers.ladder.2.thresholdMinor", 20_000, "tiers.ladder.2.thresholdMinor 20000: expected more than the 20000 of Silver"],
    ["tiers.ladder.0.thresholdMinor", 5, "tiers.ladder.0.thresholdMinor 5: expected 0 for the first tier"],
    ["tiers.ladder.2.handle", "silver", 'tiers.ladder.2.handle "silver": expected each handle once'],
    ["tiers.ladder.2.handle", "Gold!", 'tiers.ladder.2.handle "Gold!": expected lower-case letters, digits and dashes, such as gold'],
    ["tiers.ladder.2.multiplier", { num: 0, den: 1 }, 'tiers.ladder.2.multiplier {"num":0,"den":1}: expected a multiplier above 0'],
    ["tiers.ladder", [], "tiers.ladder []: expected at least one tier"],
    ["tiers.window", { kind: "decade" }, 'tiers.window.kind "decade": expected "rolling_days", "calendar_year" or "lifetime"'],
    ["pointName.one", "\ud800", 'pointName.one "\\ud800": expected a name of 1 to 60 characters'],
    ["pointName.one", " ", 'pointName.one " ": expected a name of 1 to 60 characters'],
    ["worth.points", 0, `worth.points 0: expected a whole number of points from 1 to ${MOST}`],
    ["surprise", 1, 'program has "surprise": expected only the settings of a program'],
  ])("refuse %s = %o", (path, value, message) => {
    const result = parseProgram(changed(path, value));
    expect("mistakes" in result && result.mistakes.map((mistake) => mistake.message)).toContain(message);
  });

  it.each([null, "x", [], 5])("refuse %o as a whole", (settings) => expect(parseProgram(settings)).toHaveProperty("mistakes"));
  it("tell every mistake", () => {
    const twice = changed("earn.rate", { points: -1, perMinor: 0 });
    expect(parseProgram(twice)).toMatchObject({ mistakes: [{ path: "earn.rate.points" }, { path: "earn.rate.perMinor" }] });
  });
  it("are not fooled by __proto__", () => {
    const settings = JSON.parse(`{"__proto__": {"version": 1}, "pointName": {"one": "a", "other": "b"}}`) as unknown;
    expect(parseProgram(settings)).toHaveProperty("mistakes");
  });
});

describe("versions", () => {
  it("tell what changed", () => {
    const after = aProgram({ version: 2, returnWindow: { days: 30, from: "paid" }, enrollment: { mode: "automatic", excludeTags: ["staff"] } });
    after.tiers.ladder.splice(1, 0, { handle: "silver", name: "Silver", thresholdMinor: 1, multiplier: { num: 1, den: 1 } });
    expect(diffPrograms(aProgram(), after)).toEqual([
      { path: "returnWindow.days", before: "14", after: "30" },
      { path: "tiers.ladder.silver.handle", before: null, after: '"silver"' }, { path: "tiers.ladder.silver.name", before: null, after: '"Silver"' },
      { path: "tiers.ladder.silver.thresholdMinor", before: null, after: "1" }, { path: "tiers.ladder.silver.multiplier.num", before: null, after: "1" }, { path: "tiers.ladder.silver.multiplier.den", before: null, after: "1" },
      { path: "enrollment.excludeTags.staff", before: null, after: '"staff"' },
    ]);
    expect(diffPrograms(aProgram(), aProgram({ version: 9 }))).toEqual([]);
  });
  it("are found by time", () => {
    const versions = [1, 2, 3].map((version) => ({ program: aProgram({ version }), effectiveFrom: `2026-0${version}-01T00:00:00.000Z` }));
    expect(["2025-01-01", "2026-02-01", "2026-02-28", "2027-01-01"].map((day) => programAt(versions, `${day}T00:00:00.000Z`).version)).toEqual([1, 2, 2, 3]);
    expect(() => programAt([], "2026-01-01T00:00:00.000Z")).toThrow("program versions: expected at least one");
  });
});

describe("dry run", () => {
  it("tells who moves and what it costs", () => {
    const before = aProgram();
    const after = aProgram({ worth: { points: 100, minor: 400 } });
    after.tiers.ladder[1]!.thresholdMinor = 50_000;
    const groups = [{ tier: "member", spendMinor: 50_000, members: 131 }, { tier: "gold", spendMinor: 10_000, members: 12 }, { tier: "gold", spendMinor: 90_000, members: 3 }];
    expect(simulateProgramChange(before, after, { groups, outstanding: 10_000n})).toEqual({
      up: 131, down: 12, moves: [{ from: "member", to: "gold", members: 131 }, { from: "gold", to: "member", members: 12 }],
      liability: { beforeMinor: 30_000, afterMinor: 40_000 },
    });
  });
});
