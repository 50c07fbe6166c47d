import { expect, test } from "vitest";
import { isOpenTo } from "~/loyalty/program/is-open-to";

const now = new Date("2026-03-02T12:00:00.000Z");
const launch = (launchedAt: Date | string | null) => ({ launchedAt, testCustomers: ["7"] });

test.each<[string, Date | string | null, boolean]>([
  ["never launched", null, false], ["launched", new Date("2026-03-01"), true], ["launched this moment", now.toISOString(), true], ["launched a moment from now", new Date(now.getTime() + 1), false],
])("%s: open to everybody: %s %s; to a test customer always", (_what, launchedAt, open) => {
  expect([isOpenTo("8", launch(launchedAt), now), isOpenTo(null, launch(launchedAt), now)]).toEqual([open, open]);
  expect(isOpenTo("7", { launchedAt, testCustomers: new Set(["7"]) }, now)).toBe(true);
});
