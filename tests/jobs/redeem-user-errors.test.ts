import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { GraphQLEnumType } from "graphql";
import { closeCodes } from "~/jobs/tasks/close-codes";
import { fillPools } from "~/jobs/tasks/fill-pools";
import { reconcileCodes } from "~/jobs/tasks/reconcile-codes";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { saveReward } from "~/operations/rewards/save-reward.server";
import { setRewardState } from "~/operations/rewards/set-reward-state.server";
import { ShopifyFault } from "~/shopify/client/shopify-fault";
import { codeFindings, rewardTroubles } from "~/store/admin-reads/code-incidents.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { waitingRewardWork } from "~/store/rewards/due-redemptions.server";
import { poolsToFill, setPoolFault } from "~/store/rewards/pool-work.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import { loadSchema } from "../../sandbox/admin-api/core/load-schema";
import { PLAIN_TERMS, statusOf } from "../../sandbox/discounts/discount-facts";
import { liveDiscounts } from "../../sandbox/discounts/redeem-codes";
import { forgetCallFaults, orderCallFault } from "../../sandbox/faults/call-faults";
import { createDiscount } from "../../sandbox/shop-life/create-discount";
import { changeDiscount } from "../../sandbox/shop-life/change-discount";
import type { Shop } from "../../sandbox/world/types";
import { aReward } from "../loyalty/rewards/a-reward";
import { aMemberWith, aStockedReward } from "../support/a-stocked-reward";
import { readRedemption } from "../support/end-redemption";
import { expectBooks } from "../support/expect-books";
import { useLiveShop } from "../support/live-shop";
import { minuteOfClosing, poolsFilled } from "../support/reward-work";
import { stockPool } from "../support/stock-pool";
import { twinShop } from "../support/twin-shop";
import { virtualClock } from "../support/virtual-clock";

const live = useLiveShop({ work: false });
const clock = virtualClock(live);
const CREATE = "discountCodeBasicCreate";
let shop: Shop;
let shopId: bigint;
let twins = 0;

const rows = <Row extends object>(text: string) => live.database.asOwner<Row & Record<string, unknown>>(text, [shopId]);
const pools = () => rows<{ state: string; fault: string | null }>("SELECT state, fault FROM code_pool WHERE shop_id = $1 ORDER BY pool_id");
const own = async () => (await shopById(shopId))!;
const fill = async () => fillPools(await own(), clock.now);
/** What Shopify was asked to add is there, and looked at. */
const filled = () => poolsFilled(shopId, clock);
const refuse = (field: string, code: string | null, at: string[] | null = null) => orderCallFault(live.sandbox, { field, domain: shop.domain, answer: "user_error", error: { code, message: "No", field: at } });
const reward = async (codes = 0) => (await aStockedReward(live.database, shopId, { codes, now: clock.now() })).rewardId;
const redeem = async (rewardId: bigint, requestId = "a") => {
  const answer = await redeemReward(shopId, { customerId: "7", rewardId, points: 100, requestId, surface: "panel" }, clock.now());
  return "refusal" in answer ? answer.refusal : answer.redemption.redemptionId;
};
const waiting = async (rewardId: bigint, requestId = "a") => (await redeem(rewardId, requestId)) as bigint;
const statusAt = async (id: bigint) => (await readRedemption(shopId, id)).status;
const troubles = () => readFor(shopId, (db) => rewardTroubles(db, clock.now()));
const night = async () => { await reconcileCodes(await own(), clock.now); await filled(); };

async function aFreshShop(): Promise<void> {
  forgetCallFaults(live.sandbox);
  Object.assign(live.sandbox.world.faults, { codesFail: 0, codeTaken: 0, codesLate: 0 });
  ({ shop, shopId } = await live.install(twinShop(live.sandbox, `refusing-${++twins}.myshopify.com`).domain));
  await aMemberWith(shopId, { customerId: "7", points: 10_000, now: clock.now() });
}

describe("a discount that Shopify refuses", () => {
  beforeAll(aFreshShop);
  const codes = (loadSchema().schema.getType("DiscountErrorCode") as GraphQLEnumType).getValues().map(({ name }) => name).filter((name) => name !== "INTERNAL_ERROR");

  test.each([...codes, null])("%s: the merchant reads why, who waits has the points back at once, nobody else can want it", async (code) => {
    const rewardId = await reward();
    const redemptionId = await waiting(rewardId, `${code}`);
    // TAKEN is about the code only where it says so.
    refuse(CREATE, code, ["basicCodeDiscount", "title"]);
    await fill();
    expect((await pools()).at(-1)).toEqual({ state: "creating", fault: code === null ? "No" : `No (${code})` });
    expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status: "voided", closingReason: "reward_withdrawn", codeId: null });
    expect(await rows("SELECT available, held FROM wallet WHERE shop_id = $1")).toEqual([{ available: "10000", held: "0" }]);
    expect(await redeem(rewardId, `${code} again`)).toBe("reward_unavailable");
    expect(await troubles()).toMatchObject({ poolFaults: 1 });
    expect(liveDiscounts(shop)).toEqual([]);
    await setRewardState(shopId, { rewardId, state: "ended", actor: "staff:1" }, clock.now());
    await fill();
  });

  test("when Shopify says that it broke, that is no refusal: who waits goes on waiting and gets a code", async () => {
    const redemptionId = await waiting(await reward(), "broken");
    refuse(CREATE, "INTERNAL_ERROR");
    await expect(fill()).rejects.toThrow(ShopifyFault);
    expect([await statusAt(redemptionId), (await pools()).at(-1)!.fault]).toEqual(["held", null]);
    await filled();
    expect(await statusAt(redemptionId)).toBe("issued");
    await expectBooks(shopId);
  });

  test("what it refused it is asked again at night: then the reward can be redeemed", async () => {
    const rewardId = await reward();
    refuse(CREATE, "MAX_APP_DISCOUNTS");
    await fill();
    expect(await redeem(rewardId, "before")).toBe("reward_unavailable");
    await night();
    expect(await troubles()).toMatchObject({ poolFaults: 0 });
    expect(await statusAt(await waiting(rewardId, "after"))).toBe("issued");
  });
});

describe("the code of a new discount is taken", () => {
  beforeEach(aFreshShop);
  const seedOf = async () => (await readFor(shopId, (db) => poolsToFill(db, clock.now())))[0]!.seed;

  test("by our own, whose answer was lost: it is the same one", async () => {
    const redemptionId = await waiting(await reward());
    orderCallFault(live.sandbox, { field: CREATE, answer: "lost", effect: "before" });
    await filled();
    expect(await statusAt(redemptionId)).toBe("issued");
    expect(liveDiscounts(shop)).toHaveLength(1);
    expect(await codeFindings(shopId, clock.now())).toEqual([]);
  });

  test("by a discount of the merchant's: it is left alone, another code is tried, and the merchant reads of it", async () => {
    const redemptionId = await waiting(await reward());
    const theirs = createDiscount(live.sandbox, shop, { code: await seedOf(), terms: { ...PLAIN_TERMS, title: "Summer", startsAt: shop.createdAt, value: { percent: "50" } } });
    await filled();
    expect(await statusAt(redemptionId)).toBe("issued");
    expect(liveDiscounts(shop)).toHaveLength(2);
    expect(Object.keys(theirs.codes)).toHaveLength(1);
    expect(statusOf(theirs, clock.now().toISOString())).toBe("ACTIVE");
    expect(await codeFindings(shopId, clock.now())).toMatchObject([{ seedTaken: 1 }]);
    await night();
    expect(liveDiscounts(shop)).toContain(theirs);
    await expectBooks(shopId);
  });

  test("by our own, which the merchant has made another one of meanwhile: it is not adopted, and cleared away at night", async () => {
    const redemptionId = await waiting(await reward());
    orderCallFault(live.sandbox, { field: CREATE, answer: "server_error", effect: "before", times: 1 });
    orderCallFault(live.sandbox, { field: CREATE, answer: "server_error", times: 2 });
    await expect(fill()).rejects.toThrow(ShopifyFault);
    const [first] = liveDiscounts(shop);
    changeDiscount(live.sandbox, shop, { discount: first!, terms: { value: { amountMinor: 50_000 } } });
    await filled();
    expect(await statusAt(redemptionId)).toBe("issued");
    expect(liveDiscounts(shop)).toHaveLength(2);
    await night();
    expect(liveDiscounts(shop)).toHaveLength(1);
    expect(liveDiscounts(shop)).not.toContain(first);
  });

  test("says Shopify, and finds no discount of it: who waits goes on waiting until it does, or does not say so any more", async () => {
    const redemptionId = await waiting(await reward());
    live.sandbox.world.faults.codeTaken = 1;
    await fill();
    expect([await statusAt(redemptionId), await pools()]).toEqual(["held", [{ state: "creating", fault: null }]]);
    live.sandbox.world.faults.codeTaken = 0;
    await filled();
    expect(await statusAt(redemptionId)).toBe("issued");
  });

  test("a pool that is closed while its discount is made leaves none behind, whether its answer came or not", async () => {
    const rewardId = await reward();
    const end = () => setRewardState(shopId, { rewardId, state: "ended", actor: "staff:1" }, clock.now());
    orderCallFault(live.sandbox, { field: CREATE, answer: "server_error", effect: { afterSeconds: 90 }, times: 3 });
    await expect(fill()).rejects.toThrow(ShopifyFault);
    await end();
    await fill();
    await closeCodes(await own(), clock.now);
    await clock.pass(100_000);
    expect([await pools(), liveDiscounts(shop).length]).toEqual([[{ state: "closed", fault: null }], 1]);
    await night();
    expect(liveDiscounts(shop)).toEqual([]);
  });
});

describe("codes that Shopify refuses", () => {
  beforeEach(aFreshShop);
  const batches = () => rows<{ state: string; good: number; note: string | null }>("SELECT state, good, note FROM code_batch WHERE shop_id = $1 AND note IS DISTINCT FROM 'seed' ORDER BY batch_id");

  test.each(["EXCEEDED_MAX", "INVALID"])("the whole batch with %s: told, points back; tried again at night with other codes", async (code) => {
    const rewardId = await reward();
    const redemptionId = await waiting(rewardId);
    refuse("discountRedeemCodeBulkAdd", code);
    await fill();
    expect([await statusAt(redemptionId), await batches(), await pools()]).toEqual(["voided", [{ state: "refused", good: 0, note: `No (${code})` }], [{ state: "open", fault: `No (${code})` }]]);
    await night();
    expect(await statusAt(await waiting(rewardId, "b"))).toBe("issued");
    expect(await rows("SELECT 1 FROM redemption r JOIN code c USING (shop_id, code_id) JOIN code_batch b USING (shop_id, batch_id) WHERE shop_id = $1 AND b.state <> 'done'")).toEqual([]);
    await expectBooks(shopId);
  });

  test("the whole batch because Shopify broke: its codes are never handed out, others are", async () => {
    const redemptionId = await waiting(await reward());
    refuse("discountRedeemCodeBulkAdd", "INTERNAL_ERROR");
    await expect(fill()).rejects.toThrow(ShopifyFault);
    await filled();
    expect([await statusAt(redemptionId), (await batches()).map(({ state }) => state)]).toEqual(["issued", ["unknown", "done"]]);
  });

  test("some of a batch: those it took are handed out, the others never", async () => {
    live.sandbox.world.faults.codesFail = 0.5;
    const rewardId = await reward();
    const redemptionId = await waiting(rewardId);
    await fill();
    await clock.pass(2_000);
    live.sandbox.world.faults.codesFail = 0;
    await fill();
    const [batch] = await batches();
    expect(batch).toMatchObject({ state: "done", note: expect.stringContaining("could not be saved") });
    const there = new Set(Object.values(liveDiscounts(shop)[0]!.codes).map(({ id }) => `gid://shopify/DiscountRedeemCode/${id}`));
    const usable = await rows<{ redeem_code_id: string }>("SELECT redeem_code_id FROM code WHERE shop_id = $1 AND state IN ('free', 'issued')");
    expect(usable.length).toBe(batch!.good);
    expect(usable.filter(({ redeem_code_id }) => !there.has(redeem_code_id))).toEqual([]);
    expect(await statusAt(redemptionId)).toBe("issued");
  });

  test.each(["codesFail", "codeTaken"] as const)("each of a batch (%s): told, points back; tried again at night", async (fault) => {
    const rewardId = await reward();
    const redemptionId = await waiting(rewardId);
    // Not before the fault is there, however long this takes.
    Object.assign(live.sandbox.world.faults, { codesLate: 1, codesLateSeconds: 60 });
    await fill();
    Object.assign(live.sandbox.world.faults, { codesLate: 0, [fault]: 1 });
    await clock.pass(61_000);
    await fill();
    expect([await statusAt(redemptionId), (await pools())[0]]).toEqual(["voided", { state: "open", fault: expect.stringMatching(/could not be saved|must be unique/) }]);
    // What is refused is not sent again before somebody has looked at it.
    expect(await batches()).toHaveLength(1);
    live.sandbox.world.faults[fault] = 0;
    await night();
    expect(await statusAt(await waiting(rewardId, "b"))).toBe("issued");
  });

  test("the next ones: the code that is there goes to who waited longest, the others have their points back", async () => {
    const { rewardId, poolId } = await aStockedReward(live.database, shopId, { codes: 0, now: clock.now() });
    const [first, second] = [await waiting(rewardId, "a"), await waiting(rewardId, "b")];
    await stockPool(shopId, { poolId, size: 1, now: clock.now() });
    await inTransaction(shopId, (db) => setPoolFault(db, poolId, "no more codes"));
    await fill();
    expect([await statusAt(first), await statusAt(second)]).toEqual(["issued", "voided"]);
    await expectBooks(shopId);
  });

  test("to be deleted: the points do not come back before the code is gone", async () => {
    const redemptionId = await waiting(await reward());
    await filled();
    await cancelRedemption(shopId, { redemptionId, customerId: "7", actor: "customer", reason: "reward_canceled" }, clock.now());
    orderCallFault(live.sandbox, { field: "discountCodeRedeemCodeBulkDelete", domain: shop.domain, answer: "user_error", error: { code: "INVALID", message: "No", field: null }, times: null });
    const round = async () => {
      await minuteOfClosing(shopId, clock);
      return statusAt(redemptionId);
    };
    const askedAgain = async () => (await live.database.asOwner("DELETE FROM graphile_worker._private_jobs WHERE key = $1 RETURNING 1", [`close-codes:${shopId}`])).length > 0;
    for (let i = 0; i < 3; i++) expect(await round()).toBe("closing");
    expect(await askedAgain()).toBe(true);
    // Not every two seconds for ever: the minute's look comes back to it.
    await clock.pass(10 * 60_000);
    expect([await round(), await askedAgain()]).toEqual(["closing", false]);
    expect((await readFor(shopId, (db) => waitingRewardWork(db, clock.now()))).close).toBe(true);
    forgetCallFaults(live.sandbox);
    for (let i = 0; i < 4; i++) await round();
    expect(await statusAt(redemptionId)).toBe("voided");
    await expectBooks(shopId);
  });
});

describe("what goes wrong with one discount keeps nobody from what comes next for the others", () => {
  beforeEach(aFreshShop);
  const broken = { answer: "user_error", error: { code: "INTERNAL_ERROR", message: "No", field: null } } as const;
  const taken = async (task: string) => (await live.database.asOwner("DELETE FROM graphile_worker._private_jobs WHERE key = $1 RETURNING 1", [`${task}:${shopId}`])).length > 0;

  test("a discount that is not made: codes of another that are under way are asked after", async () => {
    await reward();
    await reward();
    await taken("fill-pools");
    orderCallFault(live.sandbox, { field: CREATE, domain: shop.domain, ...broken });
    await expect(fill()).rejects.toThrow(ShopifyFault);
    expect([(await pools()).map(({ state }) => state), await taken("fill-pools")]).toEqual([["creating", "open"], true]);
  });

  test("a code that is not deleted: another is gone, and the orders are read that can end it", async () => {
    const rewards = [await reward(), await reward()];
    await filled();
    const redemptions = [await waiting(rewards[0]!, "a"), await waiting(rewards[1]!, "b")];
    for (const redemptionId of redemptions) await cancelRedemption(shopId, { redemptionId, customerId: "7", actor: "customer", reason: "reward_canceled" }, clock.now());
    const close = async () => closeCodes(await own(), clock.now);
    orderCallFault(live.sandbox, { field: "discountCodeRedeemCodeBulkDelete", domain: shop.domain, ...broken });
    await expect(close()).rejects.toThrow(ShopifyFault);
    await clock.pass(10_000);
    await taken("reconcile-orders");
    orderCallFault(live.sandbox, { field: "discountCodeRedeemCodeBulkDelete", domain: shop.domain, ...broken });
    await expect(close()).rejects.toThrow(ShopifyFault);
    expect([await rows("SELECT 1 FROM redemption WHERE shop_id = $1 AND code_gone_at IS NOT NULL"), await taken("reconcile-orders")]).toMatchObject([{ length: 1 }, true]);
  });
});

describe("the end and the title of a discount that Shopify refuses", () => {
  beforeEach(aFreshShop);

  test("one that it does not end is asked for again until it is", async () => {
    const rewardId = await reward();
    await filled();
    await setRewardState(shopId, { rewardId, state: "ended", actor: "staff:1" }, clock.now());
    await fill();
    refuse("discountCodeDeactivate", "CONFLICT");
    await expect(closeCodes(await own(), clock.now)).rejects.toThrow("CONFLICT");
    expect((await pools())[0]!.state).toBe("retired");
    await closeCodes(await own(), clock.now);
    expect((await pools())[0]!.state).toBe("closed");
    expect(statusOf(Object.values(shop.discounts)[0]!, clock.now().toISOString())).toBe("EXPIRED");
  });

  test("a title that it refuses stays the old one, and codes go on", async () => {
    const rewardId = await reward();
    await filled();
    refuse("discountCodeBasicUpdate", "TOO_LONG");
    const saved = await saveReward(shopId, { rewardId, version: 1, terms: aReward({ title: "Five off" }), stock: null, actor: "staff:1" }, clock.now());
    expect(saved).toMatchObject({ version: 2 });
    for (let i = 0; i < 2; i++) await fill();
    expect(liveDiscounts(shop).map(({ title }) => title)).toEqual(["5 off"]);
    expect(await statusAt(await waiting(rewardId))).toBe("issued");
  });
});
