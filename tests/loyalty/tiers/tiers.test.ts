import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { progressToNext } from "~/loyalty/tiers/progress-to-next";
import { proposeLadder } from "~/loyalty/tiers/propose-ladder";
import { qualify, type HeldTier, type QualifyInput } from "~/loyalty/tiers/qualify";
import { spendIn } from "~/loyalty/tiers/spend-in";
import { checkProperty } from "../check-property";
import { defaultProgram } from "~/loyalty/program/default-program";

const rules = defaultProgram("USD").tiers;
const NOW = "2026-06-01T12:00:00.000Z";
const ask = (given: Partial<QualifyInput>): QualifyInput => ({ rules, spends: [], held: null, zone: "America/New_York", now: NOW, ...given });
const gold: HeldTier = { handle: "gold", since: "2026-05-01T12:00:00.000Z", graceUntil: null, rise: { from: "silver", thresholdMinor: 70_000 } };
const spent = (at: string, minor: number) => ({ at: `${at}T12:00:00.000Z`, minor });

describe("qualifying for a tier", () => {
  it("enters by spend from before the program", () => {
    expect(qualify(ask({ spends: [spent("2025-09-01", 250_000)] }))).toEqual({
      tier: { handle: "black", since: NOW, graceUntil: null, rise: { from: "member", thresholdMinor: 200_000 } }, change: "up", reason: "entered", spendMinor: 250_000,
    });
    expect(qualify(ask({}))).toMatchObject({ tier: { handle: "member", rise: null }, change: "none", reason: "entered" });
  });

  it.each<[string, Partial<QualifyInput>, object]>([
    ["lifts at once", { held: { handle: "member", since: "2026-01-01T00:00:00.000Z", graceUntil: null, rise: null }, spends: [spent("2026-06-01", 70_000)] }, { change: "up", reason: "spend_reached", tier: { handle: "gold", since: NOW, rise: { from: "member", thresholdMinor: 70_000 } } }],
    ["keeps what is still reached", { held: gold, spends: [spent("2026-04-01", 70_000)] }, { change: "none", reason: "kept", tier: gold }],
    ["starts a grace period when spend leaves the window", { held: { ...gold, since: "2025-05-01T12:00:00.000Z" }, spends: [spent("2025-04-30", 70_000)] }, { change: "grace_started", reason: "spend_lower", tier: { handle: "gold", graceUntil: "2026-07-02T04:00:00.000Z" } }],
    ["keeps the tier in grace", { held: { ...gold, since: "2025-05-01T12:00:00.000Z", graceUntil: "2026-06-01T12:00:00.001Z" }, spends: [spent("2025-04-30", 70_000)] }, { change: "none", reason: "kept", tier: { handle: "gold" } }],
    ["lowers when grace is over", { held: { ...gold, since: "2025-05-01T12:00:00.000Z", graceUntil: NOW }, spends: [spent("2025-04-30", 70_000), spent("2026-02-01", 20_000)] }, { change: "down", reason: "grace_over", tier: { handle: "silver", graceUntil: null, rise: null } }],
    ["ends grace when spend is regained", { held: { ...gold, graceUntil: "2026-06-20T00:00:00.000Z" }, spends: [spent("2026-05-20", 80_000)] }, { change: "grace_ended", reason: "spend_regained", tier: { handle: "gold", graceUntil: null } }],
    ["falls back without grace when the upgrade was undone", { held: gold, spends: [spent("2026-04-01", 20_000)] }, { change: "down", reason: "upgrade_undone", tier: { handle: "silver", since: NOW, graceUntil: null } }],
    ["falls back to the tier before, which has its own grace", { held: gold, spends: [spent("2026-04-01", 0)] }, { change: "down", reason: "upgrade_undone", tier: { handle: "silver", graceUntil: "2026-07-02T04:00:00.000Z" } }],
    ["undoes nothing by a higher threshold", { held: { ...gold, rise: { from: "silver", thresholdMinor: 50_000 } }, spends: [spent("2026-04-01", 50_000)] }, { change: "grace_started", tier: { handle: "gold" } }],
    ["moves out of a tier that is gone", { held: { ...gold, handle: "diamond" }, spends: [spent("2026-04-01", 30_000)] }, { change: "none", reason: "ladder_changed", tier: { handle: "silver" } }],
    ["looks at nothing later than now", { spends: [spent("2026-06-02", 999_999)] }, { tier: { handle: "member" }, spendMinor: 0 }],
  ])("%s", (_name, given, expected) => expect(qualify(ask(given))).toMatchObject(expected));

  it("depends on nothing later than the moment asked about", () => {
    const spend = fc.record({ day: fc.nat(800), minor: fc.nat(90_000) }).map(({ day, minor }) => ({ at: new Date(Date.UTC(2024, 10, 1) + day * 86_400_000).toISOString(), minor }));
    checkProperty(fc.property(fc.array(spend), fc.constantFrom(null, gold), (spends, held) => {
      const until = spends.filter(({ at }) => at <= NOW);
      expect(qualify(ask({ spends, held }))).toEqual(qualify(ask({ spends: until, held })));
    }));
  });

  it("answers the same when asked again", () => {
    const spend = fc.record({ at: fc.integer({ min: 0, max: 800 }).map((day) => new Date(Date.UTC(2024, 4, 1) + day * 86_400_000).toISOString()), minor: fc.nat(90_000) });
    checkProperty(fc.property(fc.array(spend), (spends) => {
      const once = qualify(ask({ spends }));
      expect(qualify(ask({ spends, held: once.tier }))).toMatchObject({ tier: once.tier, change: "none", reason: "kept" });
    }));
  });
});

describe("spend that counts", () => {
  const spends = [spent("2024-12-31", 1), spent("2025-03-01", 10), spent("2025-12-31", 100), spent("2026-05-31", 1000)];
  const when = { zone: "America/New_York", moment: NOW };
  it.each([
    [{ kind: "rolling_days", days: 365 }, 1100], [{ kind: "rolling_days", days: 1 }, 1000], [{ kind: "lifetime" }, 1111], [{ kind: "calendar_year" }, 1000],
  ] as const)("%o: %d", (window, minor) => expect(spendIn(spends, window, when)).toBe(minor));
  it("keeps last year's tier through this year", () => expect(spendIn(spends, { kind: "calendar_year" }, { ...when, moment: "2026-01-05T12:00:00.000Z" })).toBe(110));
});

describe("progress", () => {
  it.each([
    [15_000, "member", { next: { handle: "silver", name: "Silver" }, spentMinor: 15_000, thresholdMinor: 20_000, missingMinor: 5000 }],
    [10_000, "silver", { next: { handle: "silver", name: "Silver" }, spentMinor: 10_000, thresholdMinor: 20_000, missingMinor: 10_000 }],
    [250_000, "black", null],
  ])("%d as %s", (minor, held, progress) => expect(progressToNext(rules.ladder, minor, held)).toEqual(progress));
});

describe("the proposed ladder", () => {
  const thresholds = (currency: string, top: number | null = null) => proposeLadder(currency, top).ladder.map((tier) => tier.thresholdMinor);
  it.each([
    ["USD", [0, 20_000, 70_000, 200_000]], ["EUR", [0, 20_000, 70_000, 200_000]], ["CNY", [0, 150_000, 500_000, 1_500_000]],
    ["JPY", [0, 30_000, 100_000, 300_000]], ["KWD", [0, 60_000, 200_000, 600_000]], ["SEK", [0, 200_000, 700_000, 2_000_000]], ["VND", [0, 5_000_000, 20_000_000, 50_000_000]],
  ])("%s", (currency, expected) => expect(thresholds(currency)).toEqual(expected));

  it("stays where the shop's best customers fit it, and follows them where not", () => {
    expect(proposeLadder("USD", 30_000)).toMatchObject({ scaled: false, topTenPercentTier: "silver" });
    expect(proposeLadder("USD", 7_000)).toMatchObject({ scaled: true, topTenPercentTier: "gold" });
    expect(thresholds("USD", 7_000)).toEqual([0, 2_000, 7_000, 20_000]);
    expect(thresholds("USD", 900_000)).toEqual([0, 250_000, 900_000, 2_500_000]);
  });
  it("always ascends", () => {
    checkProperty(fc.property(fc.nat(10_000_000), fc.constantFrom("USD", "JPY", "KWD"), (top, currency) => {
      const all = thresholds(currency, top);
      for (let i = 1; i < all.length; i++) expect(all[i]).toBeGreaterThan(all[i - 1]!);
    }));
  });
});
