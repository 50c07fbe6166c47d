import { expect, test } from "vitest";
import type { TierRules } from "~/loyalty/program/program";
import { refreshAgedCards } from "~/operations/members/refresh-aged-cards.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { anOrder } from "../../loyalty/orders/an-order";
import { aProgram } from "../../loyalty/program/a-program";
import { aShop } from "../../support/a-shop";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const placed = new Date("2026-03-02T12:00:00.000Z");
/** At six in the morning, UTC, unless an hour is given. */
const at = (day: string) => new Date(`${day.includes("T") ? day : `${day}T06`}:00:00.000Z`);

/** One member with an order of March 1st whose card was written at a moment. @returns whether a night has it written again. */
async function oneCard({ pushed, months, window }: { pushed: string; months?: number; window?: number | "calendar_year" }) {
  const program = aProgram({ expiry: { months: months ?? null, graceDays: 30 } });
  const shopId = await aShop(database, { program: { ...program, tiers: { ...program.tiers, window: windowOf(window) } } });
  await settleOrders(shopId, [anOrder()], placed);
  await database.asOwner("UPDATE member SET card_pushed_at = $2 WHERE shop_id = $1", [shopId, at(pushed)]);
  await database.asOwner("UPDATE lot SET free = pending, pending = 0, release_at = NULL WHERE shop_id = $1", [shopId]);
  await database.asOwner("DELETE FROM member_refresh WHERE shop_id = $1", [shopId]);
  return async (night: string) => {
    const count = await refreshAgedCards(shopId, at(night));
    const waiting = await database.asOwner<{ urgent: boolean }>("DELETE FROM member_refresh WHERE shop_id = $1 RETURNING urgent", [shopId]);
    expect(waiting.map(({ urgent }) => urgent)).toEqual(Array.from({ length: count }, () => false));
    return count;
  };
}

const windowOf = (given: number | "calendar_year" | undefined): TierRules["window"] => (given === undefined ? { kind: "lifetime" } : given === "calendar_year" ? { kind: given } : { kind: "rolling_days", days: given });

test("a card is written again once points on it come near their end, not before and not when it told of that", async () => {
  const night = await oneCard({ pushed: "2026-03-05", months: 3 });
  expect([await night("2026-04-30"), await night("2026-05-04"), await night("2026-05-20")]).toEqual([0, 1, 0]);
  const told = await oneCard({ pushed: "2026-05-04", months: 3 });
  expect(await told("2026-05-05")).toBe(0);
});

test("a card is written again once spend has left the window of tiers, which a window for life never has it do", async () => {
  const night = await oneCard({ pushed: "2026-03-05", window: 90 });
  expect([await night("2026-05-29"), await night("2026-06-01"), await night("2026-06-20")]).toEqual([0, 1, 0]);
  const forLife = await oneCard({ pushed: "2026-03-05" });
  expect(await forLife("2026-06-01")).toBe(0);
});

test("a card is written again once a year that counted no longer does: at new year by the shop's clocks, also when the night is two days late", async () => {
  const night = await oneCard({ pushed: "2026-03-05", window: "calendar_year" });
  // In New York the year is over at five in the morning, UTC: an order of 2026 counts through 2027.
  expect([await night("2027-01-03"), await night("2027-12-31")]).toEqual([0, 0]);
  expect([await night("2028-01-01T04"), await night("2028-01-03"), await night("2028-01-09")]).toEqual([0, 1, 0]);
  const told = await oneCard({ pushed: "2028-01-01", window: "calendar_year" });
  expect(await told("2028-01-03")).toBe(0);
});
