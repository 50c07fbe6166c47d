import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brokenPace, longestOf, type Pace } from "~/loyalty/rewards/redemption-pace";

const now = new Date("2026-03-02T12:00:00.000Z");
const before = (...seconds: number[]) => seconds.map((ago) => new Date(now.getTime() - ago * 1000));
const MINUTE: Pace = { count: 2, seconds: 60 };
const DAY: Pace = { count: 3, seconds: 86_400 };

describe("how often one shopper may redeem", () => {
  test.each<[string, Date[], ReturnType<typeof brokenPace>]>([
    ["never yet", [], null],
    ["one less than the narrowest", before(1), null],
    ["as many as the narrowest", before(1, 20), { pace: MINUTE, seconds: 40 }],
    ["until a part of a second is over", before(1, 59.1), { pace: MINUTE, seconds: 1 }],
    ["and not a moment longer", before(1, 60), null],
    ["as many as the widest, slowly", before(61, 3_600, 7_200), { pace: DAY, seconds: 79_200 }],
    ["both: the narrowest is told", before(1, 2, 3), { pace: MINUTE, seconds: 58 }],
  ])("%s", (_what, times, expected) => expect(brokenPace(times, [MINUTE, DAY], now)).toEqual(expected));

  test("whoever comes after so many seconds as they were told breaks that pace no more", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 90_000_000 }), { maxLength: 6 }), (ago) => {
      const times = ago.sort((a, b) => a - b).map((ms) => new Date(now.getTime() - ms));
      const broken = brokenPace(times, [MINUTE, DAY], now);
      if (broken) expect(brokenPace(times, [broken.pace], new Date(now.getTime() + broken.seconds * 1000))).toBeNull();
    }));
  });

  test("as far back as the widest looks", () => expect([longestOf([MINUTE, DAY]), longestOf([])]).toEqual([86_400, 0]));
});
