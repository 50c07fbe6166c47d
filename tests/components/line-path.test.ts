import { expect, test } from "vitest";
import { linePath, place } from "~/components/chart/line-path";

test.each<[string, (number | null)[], string]>([
  ["nothing", [], ""],
  ["values from edge to edge", [0, 5, 10], "M0 100L50 50L100 0"],
  ["a gap parts the line", [0, 10, null, 10, 0], "M0 100L25 0M75 0L100 100"],
  ["a value between gaps is a dash", [null, 5, null], "M49.4 50H50.6"],
  ["one value stands in the middle", [5], "M49.4 50H50.6"],
])("%s", (_what, values, path) => expect(linePath(values, 10)).toBe(path));

test("the last value stands at the right edge", () => expect(place(89, 90)).toBe(100));
