import { describe, expect, test } from "vitest";
import { niceTicks } from "~/components/chart/nice-ticks";

describe("the figures of an axis", () => {
  test.each([
    [0, true, [0, 1]], [1, true, [0, 1]], [3, true, [0, 1, 2, 3]], [4, true, [0, 1, 2, 3, 4]], [7, true, [0, 2, 4, 6, 8]], [100, true, [0, 50, 100]],
    [1_234, true, [0, 500, 1_000, 1_500]], [2_000_000, true, [0, 500_000, 1_000_000, 1_500_000, 2_000_000]],
    [0.03, false, [0, 0.01, 0.02, 0.03]], [1.5, false, [0, 0.5, 1, 1.5]],
  ])("up to %d, whole: %s", (most, whole, expected) => {
    const ticks = niceTicks(most, { whole });
    expect(ticks).toHaveLength(expected.length);
    ticks.forEach((tick, i) => expect(tick).toBeCloseTo(expected[i]!, 9));
  });

  test("of anything there are two to six, and the last is not below the highest value", () => {
    for (let most = 1; most < 1e9; most = Math.ceil(most * 1.37)) {
      const ticks = niceTicks(most, { whole: true });
      expect(ticks.length, String(most)).toBeGreaterThanOrEqual(2);
      expect(ticks.length, String(most)).toBeLessThanOrEqual(6);
      expect(ticks.at(-1)!, String(most)).toBeGreaterThanOrEqual(most);
      expect(ticks.every(Number.isInteger), String(most)).toBe(true);
    }
  });
});
