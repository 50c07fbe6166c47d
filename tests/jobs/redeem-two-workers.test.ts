import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { setRewardState } from "~/operations/rewards/set-reward-state.server";
import { readFor } from "~/store/in-transaction.server";
import { codesById } from "~/store/rewards/codes.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import { statusOf } from "../../sandbox/discounts/discount-facts";
import { findCode, liveCodes, liveDiscounts } from "../../sandbox/discounts/redeem-codes";
import type { Shop } from "../../sandbox/world/types";
import { aMemberWith, aStockedReward } from "../support/a-stocked-reward";
import { readRedemption } from "../support/end-redemption";
import { expectBooks } from "../support/expect-books";
import { useLiveShop } from "../support/live-shop";
import { beforeAnswerOf } from "../support/before-answer-of";
import { redemptionOf } from "../support/redemption-of";
import { twinShop } from "../support/twin-shop";
import { virtualClock } from "../support/virtual-clock";

const live = useLiveShop({ work: false });
const clock = virtualClock(live);

interface Worker { fill(): Promise<unknown>; close(): Promise<unknown>; compare(): Promise<unknown>; readOrders(): Promise<unknown>; resolve(): Promise<unknown>; expire(): Promise<unknown> }
const own = async () => (await shopById(shopId))!;
/** The product as it is loaded: its jobs and operations. */
async function load() {
  const [pools, closing, codes, orders, resolving, expiring, database] = await Promise.all([
    import("~/jobs/tasks/fill-pools"), import("~/jobs/tasks/close-codes"), import("~/jobs/tasks/reconcile-codes"), import("~/jobs/tasks/reconcile-orders"),
    import("~/operations/rewards/resolve-redemptions.server"), import("~/operations/rewards/expire-redemptions.server"), import("~/store/db.server"),
  ]);
  return { ...pools, ...closing, ...codes, ...orders, ...resolving, ...expiring, ...database };
}
const workerOf = (product: Awaited<ReturnType<typeof load>>): Worker => ({
  fill: async () => product.fillPools(await own(), clock.now), close: async () => product.closeCodes(await own(), clock.now), compare: async () => product.reconcileCodes(await own(), clock.now),
  readOrders: async () => product.reconcileOrders(await own(), { deep: false }, clock.now), resolve: async () => product.resolveRedemptions(shopId, (await own()).reconciledUntil, clock.now()),
  expire: () => product.expireRedemptions(shopId, clock.now()),
});
let one: Worker;
/** Another process: the product loaded a second time, with connections and memory of its own. */
let other: Worker;
let stopOther: () => Promise<void>;

beforeAll(async () => {
  const first = await load();
  vi.resetModules();
  const second = await load();
  expect(second.fillPools).not.toBe(first.fillPools);
  [one, other] = [workerOf(first), workerOf(second)];
  stopOther = second.closeDatabase;
});
afterAll(() => stopOther());

let shop: Shop;
let shopId: bigint;
let rewardId: bigint;
let twins = 0;
beforeEach(async () => {
  live.sandbox.world.faults.drop = 1;
  ({ shop, shopId } = await live.install(twinShop(live.sandbox, `workers-${++twins}.myshopify.com`).domain));
  ({ rewardId } = await aStockedReward(live.database, shopId, { codes: 0, now: clock.now() }));
  for (const customerId of ["7", "8"]) await aMemberWith(shopId, { customerId, points: 100, now: clock.now() });
});

const rows = <Row extends object>(text: string) => live.database.asOwner<Row & Record<string, unknown>>(text, [shopId]);
const redeem = async (customerId: string) => {
  return redemptionOf(await redeemReward(shopId, { customerId, rewardId, points: 100, requestId: "a", surface: "panel" }, clock.now())).redemptionId;
};
const status = async (id: bigint) => (await readRedemption(shopId, id)).status;
const pools = async () => (await rows<{ state: string }>("SELECT state FROM code_pool WHERE shop_id = $1 ORDER BY pool_id")).map(({ state }) => state);
const batches = async () => (await rows<{ state: string }>("SELECT state FROM code_batch WHERE shop_id = $1 AND note IS DISTINCT FROM 'seed' ORDER BY batch_id")).map(({ state }) => state);
const filled = async (worker: Worker) => { for (let i = 0; i < 3; i++) { await worker.fill(); await clock.pass(2_000); } };
const cancel = (redemptionId: bigint, customerId: string) => cancelRedemption(shopId, { redemptionId, customerId, actor: "customer", reason: "reward_canceled" }, clock.now());
const closed = async (worker: Worker) => { for (let i = 0; i < 4; i++) { await worker.close(); await clock.pass(65_000); await worker.readOrders(); await worker.resolve(); } };

/** Every code that is out is at Shopify, in one redemption, and of a batch that was done. */
async function expectCodesRight(): Promise<void> {
  const issued = await rows<{ code_id: string; state: string }>("SELECT r.code_id, b.state FROM redemption r JOIN code c USING (shop_id, code_id) JOIN code_batch b USING (shop_id, batch_id) WHERE shop_id = $1 AND r.status = 'issued'");
  expect(new Set(issued.map(({ code_id }) => code_id)).size).toBe(issued.length);
  expect(issued.filter(({ state }) => state !== "done")).toEqual([]);
  for (const code of (await readFor(shopId, (db) => codesById(db, issued.map(({ code_id }) => BigInt(code_id))))).values()) expect(findCode(shop, code), code).not.toBeNull();
  await expectBooks(shopId);
}

const moves = async (kind: string) => (await rows(`SELECT 1 FROM ledger_transaction WHERE shop_id = $1 AND kind = '${kind}'`)).length;

describe("two workers on one thing, one of them asleep between a call and what it writes", () => {
  test("while it makes a discount: the other finds it, and there is one", async () => {
    const waits = await redeem("7");
    const slept = beforeAnswerOf("discountCodeBasicCreate", () => filled(other));
    await one.fill();
    expect(slept()).toBe(true);
    expect([await status(waits), await pools(), liveDiscounts(shop).length]).toEqual(["issued", ["open"], 1]);
    expect(statusOf(liveDiscounts(shop)[0]!, clock.now().toISOString())).toBe("ACTIVE");
    await expectCodesRight();
  });

  test("while it makes a discount that nobody wants any more: it is deleted", async () => {
    const slept = beforeAnswerOf("discountCodeBasicCreate", async () => {
      await setRewardState(shopId, { rewardId, state: "ended", actor: "staff:1" }, clock.now());
      await other.fill();
      await other.close();
    });
    await one.fill();
    expect(slept()).toBe(true);
    expect([await pools(), liveDiscounts(shop)]).toEqual([["closed"], []]);
  });

  test("while it sends a batch, longer than any answer takes: the other sends its own, and the sleeper's codes go to nobody and go", async () => {
    const waits = await redeem("7");
    const slept = beforeAnswerOf("discountRedeemCodeBulkAdd", async () => {
      await other.fill();
      expect([await status(waits), await batches()]).toEqual(["held", ["sent"]]);
      await clock.pass(130_000);
      await filled(other);
    });
    await one.fill();
    expect(slept()).toBe(true);
    expect([await status(waits), await batches()]).toEqual(["issued", ["unknown", "done"]]);
    await expectCodesRight();
    const before = liveCodes(liveDiscounts(shop)[0]!).length;
    await one.compare();
    await clock.pass(2_000);
    expect(liveCodes(liveDiscounts(shop)[0]!).length).toBe(1 + (before - 1) / 2);
  });

  test("while it asks what became of a batch: the other has handed the codes out, and each goes to one", async () => {
    const waits = [await redeem("7"), await redeem("8")];
    await one.fill();
    await clock.pass(2_000);
    const slept = beforeAnswerOf("discountRedeemCodeBulkCreation", () => other.fill());
    await one.fill();
    expect(slept()).toBe(true);
    expect([await Promise.all(waits.map(status)), await batches()]).toEqual([["issued", "issued"], ["done"]]);
    await expectCodesRight();
  });

  test.each(["discountCodeRedeemCodeBulkDelete", "codeDiscountNodeByCode"])("while it closes a code (%s): the other has given the points back, and they come back once", async (field) => {
    const redemptionId = await redeem("7");
    await filled(one);
    await cancel(redemptionId, "7");
    if (field === "codeDiscountNodeByCode") { await one.close(); await clock.pass(2_000); }
    const slept = beforeAnswerOf(field, () => closed(other));
    await one.close();
    expect(slept()).toBe(true);
    expect(await status(redemptionId)).toBe("voided");
    await closed(one);
    expect([await moves("void"), await rows("SELECT available, held FROM wallet JOIN member USING (shop_id, member_id) WHERE shop_id = $1 AND customer_id = '7'")]).toEqual([1, [{ available: "100", held: "0" }]]);
    await expectBooks(shopId);
  });

  test("while it reads the list of orders: what the other has seen of a use stands, and nothing comes back", async () => {
    const redemptionId = await redeem("7");
    await filled(one);
    await cancel(redemptionId, "7");
    const { placeOrder } = await import("../../sandbox/shop-life/place-order");
    const codeId = (await readRedemption(shopId, redemptionId)).codeId!;
    const code = (await readFor(shopId, (db) => codesById(db, [codeId]))).get(codeId)!;
    // The list that the sleeper has in hand shows no order yet.
    const slept = beforeAnswerOf("orders(first", async () => {
      placeOrder(live.sandbox, shop, { email: "a@example.com", lines: [{ title: "Fern", unitPriceMinor: 5_000, quantity: 1 }], codes: [code] });
      await closed(other);
    });
    await one.readOrders();
    expect(slept()).toBe(true);
    await one.resolve();
    expect([await status(redemptionId), await moves("void"), await moves("burn")]).toEqual(["burned", 0, 1]);
    await expectBooks(shopId);
  });
});

describe("the queue does every job twice at once", () => {
  const twice = async (job: keyof Worker) => { await Promise.all([one[job](), other[job]()]); };

  test("from the dry pool to the last code: everything happens once", async () => {
    const [kept, ends] = [await redeem("7"), await redeem("8")];
    for (let i = 0; i < 4; i++) { await twice("fill"); await clock.pass(2_000); }
    expect([await status(kept), await status(ends), liveDiscounts(shop).length]).toEqual(["issued", "issued", 1]);
    // What was asked of Shopify is what was written, and no code was asked for twice.
    const asked = Object.values(shop.bulkCreations).flatMap(({ codes }) => codes);
    expect(new Set(asked).size).toBe(asked.length);
    expect(Object.keys(shop.bulkCreations).length).toBe((await batches()).length);
    await expectCodesRight();

    await cancel(kept, "7");
    await clock.pass(31 * 86_400_000);
    await twice("expire");
    expect([await status(kept), await status(ends)]).toEqual(["closing", "closing"]);
    for (let i = 0; i < 4; i++) { await twice("close"); await clock.pass(65_000); await twice("readOrders"); await twice("resolve"); await twice("compare"); }
    expect([await status(kept), await status(ends), await moves("void")]).toEqual(["voided", "voided", 2]);
    await setRewardState(shopId, { rewardId, state: "ended", actor: "staff:1" }, clock.now());
    for (let i = 0; i < 3; i++) { await twice("fill"); await twice("close"); await clock.pass(2_000); }
    expect([await pools(), liveDiscounts(shop).map((discount) => statusOf(discount, clock.now().toISOString()))]).toEqual([["closed"], ["EXPIRED"]]);
    expect(await rows("SELECT sum(available)::int AS available, sum(held)::int AS held FROM wallet WHERE shop_id = $1")).toEqual([{ available: 200, held: 0 }]);
    await expectBooks(shopId);
  });
});
