import { Logger, run, type Runner } from "graphile-worker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shownRedemption } from "~/buyer/shown-redemption";
import { taskList } from "~/jobs/task-list";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { forgetCallFaults, orderCallFault } from "../../sandbox/faults/call-faults";
import { advanceClock } from "../../sandbox/shop-life/advance-clock";
import { aMemberWith, aStockedReward } from "../support/a-stocked-reward";
import { readRedemption } from "../support/end-redemption";
import { expectBooks } from "../support/expect-books";
import { eventually, useLiveShop } from "../support/live-shop";
import { redemptionOf } from "../support/redemption-of";

const live = useLiveShop({ work: false });
const MEMBERS = Array.from({ length: 8 }, (_, n) => String(700 + n));
const CALLS = ["discountCodeBasicCreate", "discountRedeemCodeBulkAdd", "discountRedeemCodeBulkCreation"];
/** Three waits of 200 seconds. */
const WAITS = 3;
const rows = <Row extends object>(text: string, ...values: unknown[]) => live.database.asOwner<Row & Record<string, unknown>>(text, values);

let queue: Runner;
beforeAll(async () => {
  const options = { connectionString: live.database.appUrl, taskList: { "fill-pools": taskList["fill-pools"]! }, concurrency: 1, pollInterval: 100, parsedCronItems: [], noHandleSignals: true };
  queue = await run({ ...options, logger: new Logger(() => () => {}) });
});
afterAll(() => queue.stop());

/** The queue does what there is of filling pools; what was put off is due, as if its time had come. */
async function workOnce(): Promise<void> {
  await rows("UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'fill-pools:%'");
  await eventually("the queue", async () => (await rows("SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'fill-pools' AND (run_at <= now() OR locked_at IS NOT NULL)")).length === 0);
}

describe("Shopify throttles while members wait for codes of a dry pool", () => {
  test("for ten minutes at each call: points stay held, it is being prepared, no try is used up; afterwards everybody gets a code", async () => {
    const { shop, shopId } = await live.install("evergreen-goods.myshopify.com");
    const throttle = (field: string) => orderCallFault(live.sandbox, { field, answer: "too_many_requests", retryAfterSeconds: 200, times: null });
    throttle(CALLS[0]!);
    const { rewardId } = await aStockedReward(live.database, shopId, { codes: 0, now: new Date() });
    for (const customerId of MEMBERS) await aMemberWith(shopId, { customerId, points: 100, now: new Date() });
    const redemptionIds = await Promise.all(MEMBERS.map(async (customerId) => {
      return redemptionOf(await redeemReward(shopId, { customerId, rewardId, points: 100, requestId: "a", surface: "panel" }, new Date())).redemptionId;
    }));
    const statuses = async () => new Set(await Promise.all(redemptionIds.map(async (id) => (await readRedemption(shopId, id)).status)));

    for (const [n, field] of CALLS.entries()) {
      for (let wait = 0; wait < WAITS; wait++) {
        await workOnce();
        await advanceClock(live.sandbox, { ms: 200_000 });
      }
      expect(await statuses(), field).toEqual(new Set(["held"]));
      expect(await rows("SELECT sum(held)::int AS held, sum(available)::int AS available FROM wallet WHERE shop_id = $1", shopId)).toEqual([{ held: 800, available: 0 }]);
      const jobs = await rows<{ attempts: number; last_error: string | null }>("SELECT attempts, last_error FROM graphile_worker.jobs WHERE task_identifier = 'fill-pools' AND key IS NOT NULL");
      expect(jobs.length).toBeGreaterThan(0);
      expect(jobs.filter(({ attempts, last_error }) => attempts > 0 || last_error !== null), field).toEqual([]);
      const told = shownRedemption({ redemption: await readRedemption(shopId, redemptionIds[0]!), code: null, order: null, lots: [] }, { zone: "UTC", graceDays: 30, now: new Date() });
      expect(told).toMatchObject({ status: "preparing", code: null });
      forgetCallFaults(live.sandbox);
      if (n + 1 < CALLS.length) throttle(CALLS[n + 1]!);
    }

    for (let i = 0; i < 3; i++) {
      await workOnce();
      await advanceClock(live.sandbox, { ms: 2_000 });
    }
    expect(await statuses()).toEqual(new Set(["issued"]));
    expect(await rows("SELECT count(DISTINCT code_id)::int AS codes FROM redemption WHERE shop_id = $1", shopId)).toEqual([{ codes: MEMBERS.length }]);
    expect(Object.values(shop.discounts)).toHaveLength(1);
    await expectBooks(shopId);
  });

  test("a short wait is waited for at once, and nothing is made twice", async () => {
    const { shop, shopId } = await live.install("souk-kuwait.myshopify.com");
    for (const field of ["discountCodeBasicCreate", "discountRedeemCodeBulkAdd"]) orderCallFault(live.sandbox, { field, answer: "throttled", retryAfterSeconds: 0.3 });
    await aStockedReward(live.database, shopId, { codes: 0, now: new Date(), terms: { value: { kind: "percentage_off", percent: 10 } } });
    await workOnce();
    expect(Object.values(shop.discounts)).toHaveLength(1);
    expect(Object.values(shop.bulkCreations)).toHaveLength(1);
  });
});
