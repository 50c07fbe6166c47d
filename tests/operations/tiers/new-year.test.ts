import { describe, expect, test } from "vitest";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { recomputeShopTiers } from "~/operations/tiers/recompute-shop-tiers.server";
import { recomputeTiers } from "~/operations/tiers/recompute-tiers.server";
import { aLine, anOrder } from "../../loyalty/orders/an-order";
import { aProgram } from "../../loyalty/program/a-program";
import { aShop } from "../../support/a-shop";
import { memberIdOf } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const SECOND = 1_000;
const DAY = 86_400_000;

/** Where the shop is, and when its clocks show the first moment of 2027 and of February 3rd that year. */
const SHOPS = [["America/New_York", "2027-01-01T05:00:00.000Z", "2027-02-03T05:00:00.000Z"], ["Pacific/Auckland", "2026-12-31T11:00:00.000Z", "2027-02-02T11:00:00.000Z"]] as const;

describe.each(SHOPS)("tiers of calendar years in %s", (timezone, midnight, graceEnd) => {
  const newYear = (ms: number) => new Date(Date.parse(midnight) + ms);
  const program = aProgram();
  const rules = { ...program, tiers: { ...program.tiers, window: { kind: "calendar_year" as const }, graceDays: 30 } };
  let orders = 0;

  async function aCustomer() {
    const shopId = await aShop(database, { timezone, program: rules });
    /** Pays for an order placed at a moment, which is told of at another. */
    const buys = async (minor: number, at: Date, told = at) => {
      const moment = at.toISOString();
      const [settled] = await settleOrders(shopId, [anOrder({ orderId: String(++orders), processedAt: moment, paidAt: moment, updatedAt: moment, lines: [aLine({ unitPriceMinor: minor })] })], told);
      await recomputeTiers(shopId, [await memberIdOf(database, shopId, "7")], told);
      return settled!.worth;
    };
    const night = (at: Date) => recomputeShopTiers(shopId, { all: false }, at);
    const tier = async () => {
      const [row] = await database.asOwner<{ tier: string; until: Date | null }>("SELECT tier, tier_grace_until AS until FROM member WHERE shop_id = $1", [shopId]);
      return [row!.tier, row!.until?.toISOString() ?? null];
    };
    return { buys, night, tier };
  }

  test("a tier reached in a year lasts to the end of the next; a night that is two days late begins the days of grace late, and what is bought meanwhile earns as before", async () => {
    const { buys, night, tier } = await aCustomer();
    await buys(80_000, newYear(-500 * DAY));
    for (const at of [newYear(-365 * DAY), newYear(-SECOND)]) {
      await night(at);
      expect(await tier()).toEqual(["gold", null]);
    }
    const late = newYear(2 * DAY + DAY / 2);
    await night(late);
    expect(await tier()).toEqual(["gold", graceEnd]);
    expect(await buys(1_000, newYear(2 * DAY), late)).toBe(15n);
    await night(new Date(Date.parse(graceEnd) - SECOND));
    expect(await tier()).toEqual(["gold", graceEnd]);
    const over = new Date(Date.parse(graceEnd) + 2 * DAY);
    expect(await buys(1_000, new Date(over.getTime() - SECOND))).toBe(15n);
    await night(over);
    expect(await tier()).toEqual(["member", null]);
    expect(await buys(1_000, new Date(over.getTime() + SECOND))).toBe(10n);
  });

  test("orders of either side of midnight are never added up", async () => {
    const { buys, night, tier } = await aCustomer();
    await buys(40_000, newYear(-SECOND));
    await buys(40_000, newYear(0));
    await night(newYear(DAY));
    expect(await tier()).toEqual(["member", null]);
    await buys(30_000, newYear(DAY));
    expect(await tier()).toEqual(["gold", null]);
  });

  test("an order of the old year's last second that is told of two days later counts for the old year", async () => {
    const { buys, night, tier } = await aCustomer();
    await buys(40_000, newYear(-DAY));
    await buys(40_000, newYear(-SECOND), newYear(2 * DAY));
    expect(await tier()).toEqual(["gold", null]);
    await night(newYear(364 * DAY));
    expect(await tier()).toEqual(["gold", null]);
    await night(newYear(365 * DAY));
    expect((await tier())[1]).not.toBeNull();
  });
});
