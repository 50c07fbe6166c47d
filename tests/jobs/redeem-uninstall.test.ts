import { expect, test } from "vitest";
import { runOnce, Logger } from "graphile-worker";
import { closeCodes } from "~/jobs/tasks/close-codes";
import { fillPools } from "~/jobs/tasks/fill-pools";
import { reconcileOrders } from "~/jobs/tasks/reconcile-orders";
import { taskList } from "~/jobs/task-list";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { uninstallShop } from "~/operations/shop/uninstall-shop.server";
import { readFor } from "~/store/in-transaction.server";
import { enqueueJobsNow, shopJob } from "~/store/jobs/enqueue.server";
import { codesById } from "~/store/rewards/codes.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import { liveDiscounts } from "../../sandbox/discounts/redeem-codes";
import { placeOrder } from "../../sandbox/shop-life/place-order";
import { uninstallApp } from "../../sandbox/shop-life/uninstall-app";
import { aMemberWith, aStockedReward } from "../support/a-stocked-reward";
import { dumpShop } from "../support/dump-shop";
import { readRedemption } from "../support/end-redemption";
import { expectBooks } from "../support/expect-books";
import { useLiveShop } from "../support/live-shop";
import { redemptionOf } from "../support/redemption-of";
import { minuteOfClosing, poolsFilled } from "../support/reward-work";
import { virtualClock } from "../support/virtual-clock";

const live = useLiveShop({ work: false });
const clock = virtualClock(live);
const DOMAIN = "evergreen-goods.myshopify.com";
const JOBS = ["fill-pools", "close-codes", "reconcile-orders", "reconcile-codes", "resolve-redemptions", "expire-redemptions"] as const;

test("uninstalled while a pool is filled, a redemption waits, one has a code, one is on its way back: all stands still, and goes on when the app comes back; late news of the uninstall changes nothing", async () => {
  live.sandbox.world.faults.drop = 1;
  const { shop, shopId } = await live.install(DOMAIN, clock.now());
  const own = async () => (await shopById(shopId))!;
  const { rewardId } = await aStockedReward(live.database, shopId, { codes: 0, now: clock.now() });
  await aStockedReward(live.database, shopId, { codes: 0, now: clock.now(), terms: { title: "Another", value: { kind: "percentage_off", percent: 10 } } });
  const redeem = async (customerId: string, wanted: bigint) => {
    await aMemberWith(shopId, { customerId, points: 100, now: clock.now() });
    return redemptionOf(await redeemReward(shopId, { customerId, rewardId: wanted, points: 100, requestId: "a", surface: "panel" }, clock.now())).redemptionId;
  };
  const ids = { closing: await redeem("7", rewardId), used: await redeem("8", rewardId), kept: await redeem("9", rewardId) };
  await poolsFilled(shopId, clock);
  const held = await redeem("10", (await aStockedReward(live.database, shopId, { codes: 0, now: clock.now(), terms: { title: "Third", value: { kind: "amount_off", minor: 700 } } })).rewardId);
  // Its batch is at Shopify, which is still at it.
  await fillPools(await own(), clock.now);
  await cancelRedemption(shopId, { redemptionId: ids.closing, customerId: "7", actor: "customer", reason: "reward_canceled" }, clock.now());
  const all = { ...ids, held };
  const statuses = async () => Object.fromEntries(await Promise.all(Object.entries(all).map(async ([name, id]) => [name, (await readRedemption(shopId, id)).status] as const)));
  const before = { closing: "closing", used: "issued", kept: "issued", held: "held" };
  expect(await statuses()).toEqual(before);
  expect(await live.database.asOwner("SELECT 1 FROM code_batch WHERE shop_id = $1 AND state = 'adding'", [shopId])).toHaveLength(1);

  // A job that has begun hears of it by a refused token, and leaves everything as it was.
  const begun = await own();
  uninstallApp(live.sandbox, shop);
  const gone = clock.now();
  for (const job of [() => fillPools(begun, clock.now), () => closeCodes(begun, clock.now), () => reconcileOrders(begun, { deep: false }, clock.now)]) await expect(job()).rejects.toMatchObject({ kind: "unauthorized" });
  expect(await statuses()).toEqual(before);
  expect(await uninstallShop(DOMAIN, gone)).toEqual({ uninstalled: true });

  // Jobs that come now have nothing to do, and shoppers' points and codes stay what they are.
  const frozen = await dumpShop(live.database, shopId);
  await clock.pass(60 * 60_000);
  await live.database.asOwner("DELETE FROM graphile_worker._private_jobs");
  await enqueueJobsNow(JOBS.map((task) => shopJob(task, shopId)));
  await runOnce({ connectionString: live.database.appUrl, taskList, noHandleSignals: true, logger: new Logger(() => () => {}) });
  expect(await dumpShop(live.database, shopId)).toEqual({ ...frozen, jobs: "" });

  // Meanwhile somebody uses their code, and nobody tells the app.
  const { codeId } = await readRedemption(shopId, ids.used);
  const code = (await readFor(shopId, (db) => codesById(db, [codeId!]))).get(codeId!)!;
  placeOrder(live.sandbox, shop, { email: "a@example.com", lines: [{ title: "Fern", unitPriceMinor: 5_000, quantity: 1 }], codes: [code] });
  await cancelRedemption(shopId, { redemptionId: ids.used, customerId: "8", actor: "customer", reason: "reward_canceled" }, clock.now());

  await clock.pass(60_000);
  const back = await live.install(DOMAIN, clock.now());
  expect(back.shopId).toBe(shopId);
  expect(await uninstallShop(DOMAIN, gone)).toEqual({ uninstalled: false });
  expect((await own()).uninstalledAt).toBeNull();
  for (let i = 0; i < 4; i++) {
    await fillPools(await own(), clock.now);
    await minuteOfClosing(shopId, clock);
  }
  expect(await statuses()).toEqual({ closing: "voided", used: "burned", kept: "issued", held: "issued" });
  expect(liveDiscounts(shop)).toHaveLength(3);
  expect(await live.database.asOwner("SELECT sum(available)::int AS available, sum(held)::int AS held FROM wallet WHERE shop_id = $1", [shopId])).toEqual([{ available: 100, held: 200 }]);
  await expectBooks(shopId);
});
