import { expect, test } from "vitest";
import { nextMorning } from "~/jobs/next-morning";

const shops = Array.from({ length: 60 }, (_, i) => BigInt(i + 1));

test.each([
  ["Etc/GMT+2", "2026-03-01T02:17:00.000Z", "2026-03-01T02:00:00.000Z"],
  ["UTC", "2026-03-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z"],
  ["Asia/Tokyo", "2026-03-01T15:59:00.000Z", "2026-03-01T15:00:00.000Z"],
])("in %s at %s it is today's place in the hour while that is to come, else tomorrow's", (timezone, now, midnight) => {
  const later = shops.map((shopId) => nextMorning({ shopId, timezone }, new Date(now)).getTime() - Date.parse(midnight));
  const [today, tomorrow] = [later.filter((ms) => ms < 3_600_000), later.filter((ms) => ms >= 86_400_000 && ms < 90_000_000)];
  expect(today.length + tomorrow.length).toBe(shops.length);
  const passed = Date.parse(now) - Date.parse(midnight);
  expect(today.filter((ms) => ms <= passed)).toEqual([]);
  expect(tomorrow.filter((ms) => ms - 86_400_000 > passed)).toEqual([]);
});

test.each(["Etc/GMT+2", "America/Noronha", "Pacific/Auckland", "America/New_York"])("asked for again before its time it keeps it, in %s", (timezone) => {
  for (const shopId of shops) {
    const first = nextMorning({ shopId, timezone }, new Date("2026-03-07T12:00:00.000Z"));
    expect(nextMorning({ shopId, timezone }, new Date(first.getTime() - 1))).toEqual(first);
    expect(nextMorning({ shopId, timezone }, first).getTime()).toBeGreaterThan(first.getTime() + 80_000_000);
  }
});
