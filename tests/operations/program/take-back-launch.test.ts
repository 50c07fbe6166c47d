import { describe, expect, test } from "vitest";
import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import { releasePoints } from "~/operations/ledger/release-points.server";
import { enrollMember } from "~/operations/members/enroll-member.server";
import { resettleOrders } from "~/operations/orders/resettle-orders.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { launchProgram } from "~/operations/program/launch-program.server";
import { setTestCustomers } from "~/operations/program/set-test-customers.server";
import { takeBackLaunch } from "~/operations/program/take-back-launch.server";
import { expireRedemptions } from "~/operations/rewards/expire-redemptions.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { recomputeShopTiers } from "~/operations/tiers/recompute-shop-tiers.server";
import { aLine, anOrder, aRefund } from "../../loyalty/orders/an-order";
import { aProgram } from "../../loyalty/program/a-program";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { codeEnds, givenBack, readRedemption, redeemed } from "../../support/end-redemption";
import { expectBooks, pocketsOf, waitingTasks } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
/** Launched on March 1st, taken back on the 10th, launched again on the 20th. */
const day = (n: number, hours = 12) => new Date(Date.UTC(2026, 2, n, hours));
const placed = (orderId: string, n: number, change: Parameters<typeof anOrder>[0] = {}) => anOrder({ orderId, createdAt: day(n).toISOString(), processedAt: day(n).toISOString(), updatedAt: day(n).toISOString(), paidAt: day(n).toISOString(), ...change });
const actor = "staff:1";
const launch = (shopId: bigint, n: number, from = day(n)) => launchProgram(shopId, { actor, from }, day(n));
const takeBack = (shopId: bigint) => takeBackLaunch(shopId, { actor }, day(10));
const wallet = (shopId: bigint, customerId = "7") => pocketsOf(database, shopId, customerId);
const log = (shopId: bigint) => database.asOwner<{ action: string }>("SELECT action FROM access_log WHERE shop_id = $1 ORDER BY at", [shopId]).then((rows) => rows.map(({ action }) => action));

async function aLaunchedShop() {
  const shopId = await aShop(database, { program: aProgram(), launchedAt: null });
  await launch(shopId, 1, day(1, 0));
  return shopId;
}

describe("what was earned before a launch is taken back", () => {
  test("stays, is released, and with it the tier", async () => {
    const shopId = await aLaunchedShop();
    await settleOrders(shopId, [placed("1", 2, { lines: [aLine({ unitPriceMinor: 80_000 })] })], day(2));
    await recomputeShopTiers(shopId, { all: true }, day(2));
    await takeBack(shopId);
    expect(await wallet(shopId)).toEqual({ pending: 800, available: 0, owed: 0 });
    await releasePoints(shopId, day(17));
    await recomputeShopTiers(shopId, { all: true }, day(17));
    expect(await wallet(shopId)).toEqual({ pending: 0, available: 800, owed: 0 });
    await launch(shopId, 20);
    expect(await settleOrders(shopId, [placed("2", 21)], day(21))).toMatchObject([{ posted: 75n }]);
    await expectBooks(shopId);
  });

  test("follows its orders: paid in between it is given, refunded it is taken back, edited it grows", async () => {
    const shopId = await aLaunchedShop();
    await settleOrders(shopId, [placed("1", 2, { paidAt: null }), placed("2", 2, { customerId: "8" }), placed("3", 2, { customerId: "9" })], day(2));
    await takeBack(shopId);
    const more = placed("3", 2, { customerId: "9", updatedAt: day(12).toISOString(), lines: [aLine(), aLine({ lineId: "2" })] });
    await settleOrders(shopId, [placed("1", 2, { paidAt: day(11).toISOString(), updatedAt: day(11).toISOString() }), refundPatch("2", aRefund({ lines: [{ lineId: "1", quantity: 1, netMinor: 5_000 }] })), more], day(12));
    expect(await Promise.all(["7", "8", "9"].map((customer) => wallet(shopId, customer)))).toMatchObject([{ pending: 50 }, { pending: 0, owed: 0 }, { pending: 100 }]);
    await expectBooks(shopId);
  });
});

describe("orders placed in between", () => {
  test("earn nothing, paid or not, also when they are paid after the next launch; they qualify for tiers", async () => {
    const shopId = await aLaunchedShop();
    await takeBack(shopId);
    const gap = [placed("1", 12, { lines: [aLine({ unitPriceMinor: 40_000 })] }), placed("2", 12, { paidAt: null, lines: [aLine({ unitPriceMinor: 40_000 })] })];
    expect(await settleOrders(shopId, gap, day(12))).toMatchObject([{ posted: 0n }, { posted: 0n }]);
    expect(await database.asOwner("SELECT basis IS NULL AS open FROM shop_order WHERE shop_id = $1", [shopId])).toEqual([{ open: true }, { open: true }]);
    await launch(shopId, 20);
    await settleOrders(shopId, [{ ...gap[0]!, updatedAt: day(21).toISOString() }, { ...gap[1]!, paidAt: day(21).toISOString(), updatedAt: day(21).toISOString() }], day(21));
    expect(await database.asOwner("SELECT accrued::int, basis->>'refusal' AS refusal FROM shop_order WHERE shop_id = $1", [shopId])).toEqual([{ accrued: 0, refusal: "before_launch" }, { accrued: 0, refusal: "before_launch" }]);
    await recomputeShopTiers(shopId, { all: true }, day(21));
    expect(await database.asOwner("SELECT tier FROM member WHERE shop_id = $1", [shopId])).toEqual([{ tier: "gold" }]);
    await expectBooks(shopId);
  });

  test("earn from the moment the next launch is for, which may be before it", async () => {
    const shopId = await aLaunchedShop();
    await settleOrders(shopId, [placed("1", 2)], day(2));
    await takeBack(shopId);
    await settleOrders(shopId, [placed("2", 12), placed("3", 16)], day(16));
    await launch(shopId, 20, day(15));
    expect(await resettleOrders(shopId, day(20))).toBe(1);
    expect(await database.asOwner("SELECT order_id, accrued::int FROM shop_order WHERE shop_id = $1 ORDER BY 1", [shopId])).toEqual([{ order_id: "1", accrued: 50 }, { order_id: "2", accrued: 0 }, { order_id: "3", accrued: 50 }]);
    await expectBooks(shopId);
  });

  test("of test customers go on earning, and their points can be redeemed", async () => {
    const shopId = await aLaunchedShop();
    const { rewardId } = await aStockedReward(database, shopId, { codes: 2, now: day(2) });
    await setTestCustomers(shopId, { customerIds: ["8"], actor }, day(2));
    for (const customerId of ["7", "8"]) await aMemberWith(shopId, { customerId, points: 100, now: day(2) });
    await takeBack(shopId);
    expect(await settleOrders(shopId, [placed("1", 12), placed("2", 12, { customerId: "8" })], day(12))).toMatchObject([{ posted: 0n }, { posted: 50n }]);
    const redeem = (customerId: string) => redeemReward(shopId, { customerId, rewardId, points: 100, requestId: "a", surface: "panel" }, day(12));
    expect(await redeem("7")).toEqual({ refusal: "not_launched" });
    expect(await redeem("8")).not.toHaveProperty("refusal");
  });
});

describe("codes that are out when a launch is taken back", () => {
  test("stay good: one is used, one is canceled by staff, one ends; points held for them go where they belong", async () => {
    const shopId = await aLaunchedShop();
    const { rewardId } = await aStockedReward(database, shopId, { codes: 5, now: day(2) });
    await aMemberWith(shopId, { customerId: "7", points: 300, now: day(2) });
    const [used, canceled, over] = [await redeemed(shopId, { rewardId, requestId: "a", now: day(3) }), await redeemed(shopId, { rewardId, requestId: "b", now: day(3) }), await redeemed(shopId, { rewardId, requestId: "c", now: day(3) })];
    await takeBack(shopId);
    expect((await readRedemption(shopId, used.redemptionId)).status).toBe("issued");
    await settleOrders(shopId, [placed("1", 12, { discountCodes: [used.code] })], day(12));
    expect(await readRedemption(shopId, used.redemptionId)).toMatchObject({ status: "burned", spent: 100n });
    await givenBack(shopId, { redemptionId: canceled.redemptionId, now: day(13) });
    expect(await expireRedemptions(shopId, day(40))).toBe(1);
    await codeEnds(shopId, { redemptionId: over.redemptionId, now: day(40) });
    expect(await wallet(shopId)).toEqual({ pending: 0, available: 200, owed: 0 });
    await expectBooks(shopId);
  });
});

test("both are written down once, told to the storefront, and the next launch has all cards written and waiting orders looked at again", async () => {
  const shopId = await aLaunchedShop();
  await enrollMember(shopId, { customerId: "7", actor: "customer" }, day(2));
  await database.asOwner("DELETE FROM graphile_worker._private_jobs");
  await takeBack(shopId);
  expect(await waitingTasks(database, shopId)).toEqual(["publish-program"]);
  await database.asOwner("DELETE FROM graphile_worker._private_jobs");
  await takeBack(shopId);
  expect(await waitingTasks(database, shopId)).toEqual([]);
  await launch(shopId, 20);
  await launch(shopId, 21);
  expect(await waitingTasks(database, shopId)).toEqual(["publish-program", "recompute-tiers", "resettle-orders"]);
  // Nothing is written to customers while the program is hidden: what changed meanwhile is told now.
  await database.asOwner("DELETE FROM member_refresh WHERE shop_id = $1", [shopId]);
  await recomputeShopTiers(shopId, { all: true }, day(20));
  expect(await database.asOwner("SELECT count(*)::int AS n FROM member_refresh WHERE shop_id = $1", [shopId])).toEqual([{ n: 1 }]);
  expect((await log(shopId)).filter((action) => action.includes("launch"))).toEqual(["launch_program", "take_back_launch", "launch_program"]);
});
