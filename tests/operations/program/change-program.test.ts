import { describe, expect, test } from "vitest";
import { launchProgram } from "~/operations/program/launch-program.server";
import { previewProgram } from "~/operations/program/preview-program.server";
import { saveProgram } from "~/operations/program/save-program.server";
import { setTestCustomers } from "~/operations/program/set-test-customers.server";
import { recomputeShopTiers } from "~/operations/tiers/recompute-shop-tiers.server";
import { resettleOrders } from "~/operations/orders/resettle-orders.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { programInForce } from "~/store/program/program-in-force.server";
import { aLine, anOrder } from "../../loyalty/orders/an-order";
import { aProgram } from "../../loyalty/program/a-program";
import { aShop } from "../../support/a-shop";
import { dumpShop } from "../../support/dump-shop";
import { expectBooks, pocketsOf, waitingTasks } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
const order = (customerId: number, minor: number) => anOrder({ orderId: String(customerId), customerId: String(customerId), lines: [aLine({ unitPriceMinor: minor })] });
const ladder = (goldMinor: number) => aProgram().tiers.ladder.map((tier) => (tier.handle === "gold" ? { ...tier, thresholdMinor: goldMinor } : tier));
const changed = (goldMinor: number) => ({ ...aProgram(), tiers: { ...aProgram().tiers, ladder: ladder(goldMinor) } });

async function aShopOfFour() {
  const shopId = await aShop(database, { program: aProgram() });
  await settleOrders(shopId, [order(11, 1_000), order(12, 40_000), order(13, 69_999), order(14, 90_000)], now);
  await recomputeShopTiers(shopId, { all: true }, now);
  return shopId;
}

describe("previewing a change", () => {
  test("tells who would move and what outstanding points would be worth, and changes nothing", async () => {
    const shopId = await aShopOfFour();
    const before = await dumpShop(database, shopId);
    const answer = await previewProgram(shopId, { ...changed(40_000), worth: { points: 100, minor: 600 } }, now);
    expect(answer).toMatchObject({ preview: { up: 2, down: 0, moves: [{ from: "member", to: "gold", members: 2 }], liability: { beforeMinor: 6027, afterMinor: 12054 } } });
    expect(await previewProgram(shopId, changed(100_000), now)).toMatchObject({ preview: { up: 0, down: 1 } });
    expect(await dumpShop(database, shopId)).toEqual(before);
  });

  test("says each mistake with value, place and expectation", async () => {
    const shopId = await aShopOfFour();
    const wrong = { ...aProgram(), earn: { ...aProgram().earn, rate: { points: 1.5, perMinor: 0 } } };
    expect(await previewProgram(shopId, wrong, now)).toMatchObject({ mistakes: [{ path: "earn.rate.points", message: expect.stringContaining("1.5") }, { path: "earn.rate.perMinor", message: expect.stringContaining("0") }] });
  });
});

describe("saving a change", () => {
  const save = (shopId: bigint, settings: unknown) => saveProgram(shopId, { settings, note: "spring", actor: "staff:1" }, now);

  test("is what the preview said", async () => {
    const shopId = await aShopOfFour();
    expect(await save(shopId, changed(40_000))).toMatchObject({ program: { version: 2 }, changed: true });
    expect(await waitingTasks(database, shopId)).toEqual(expect.arrayContaining(["publish-program", "recompute-tiers"]));
    expect(await recomputeShopTiers(shopId, { all: true }, now)).toBe(2);
    expect((await programInForce(shopId, now)).version).toBe(2);
    expect((await programInForce(shopId, new Date(now.getTime() - 1))).version).toBe(1);
  });

  test("of what is in force is no new version", async () => {
    const shopId = await aShopOfFour();
    expect(await save(shopId, aProgram())).toMatchObject({ changed: false, program: { version: 1 } });
  });

  test("by two people at once keeps the first and tells the second", async () => {
    const shopId = await aShopOfFour();
    const answers = await Promise.all([save(shopId, changed(40_000)), save(shopId, changed(50_000)), save(shopId, changed(60_000))]);
    expect(answers.filter((answer) => "changed" in answer)).toHaveLength(1);
    expect(answers.filter((answer) => "refusal" in answer)).toMatchObject([{ refusal: "saved_by_somebody_else" }, { refusal: "saved_by_somebody_else" }]);
  });

  test.each([[{ points: 1, perMinor: 0 }], [{ points: 1.5, perMinor: 100 }], [{ points: Infinity, perMinor: 100 }], [{ points: "1", perMinor: 100 }]])("refuses a rate of %j and saves nothing", async (rate) => {
    const shopId = await aShopOfFour();
    expect(await save(shopId, { ...aProgram(), earn: { ...aProgram().earn, rate } })).toHaveProperty("mistakes");
    expect(await database.asOwner(`SELECT version FROM program_version WHERE shop_id = $1`, [shopId])).toEqual([{ version: 1 }]);
  });
});

describe("launching", () => {
  test("from a moment on: orders placed since earn, orders before never do", async () => {
    const shopId = await aShop(database, { program: aProgram(), launchedAt: null });
    const placed = (orderId: string, at: string) => anOrder({ orderId, processedAt: at, paidAt: at });
    await settleOrders(shopId, [placed("1001", "2026-03-01T11:00:00.000Z"), placed("1002", "2026-03-01T13:00:00.000Z")], now);
    const from = new Date("2026-03-01T12:00:00.000Z");
    expect(await launchProgram(shopId, { actor: "staff:1", from }, now)).toEqual({ launchedAt: from });
    expect(await launchProgram(shopId, { actor: "staff:1", from: now }, now)).toEqual({ launchedAt: from });
    expect(await resettleOrders(shopId, now)).toBe(1);
    expect(await pocketsOf(database, shopId, "7")).toMatchObject({ pending: 50 });
    expect(await settleOrders(shopId, [{ ...placed("1001", "2026-03-01T11:00:00.000Z"), updatedAt: "2026-03-03T00:00:00.000Z" }], now)).toMatchObject([{ refusal: "before_launch" }]);
    await expectBooks(shopId);
  });

  test("test customers earn before it", async () => {
    const shopId = await aShop(database, { program: aProgram(), launchedAt: null });
    await setTestCustomers(shopId, { customerIds: ["7", "7"], actor: "staff:1" }, now);
    expect(await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", customerId: "8" })], now)).toMatchObject([{ posted: 50n }, { posted: 0n, refusal: null }]);
  });
});
