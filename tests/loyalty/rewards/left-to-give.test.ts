import { expect, test } from "vitest";
import { leftToGive } from "~/loyalty/rewards/left-to-give";

test.each<[string, number | null, bigint | null, bigint, bigint | null]>([
  ["no limit", null, null, 5n, null], ["a stock", null, 3n, 5n, 3n], ["a limit", 10, null, 4n, 6n], ["both, the stock the less", 10, 2n, 4n, 2n], ["both, the limit the less", 5, 20n, 4n, 1n], ["a limit lowered below what was given", 3, null, 5n, 0n],
])("with %s", (_what, totalLimit, stock, taken, left) => {
  expect(leftToGive({ terms: { totalLimit }, stock, taken })).toBe(left);
});
