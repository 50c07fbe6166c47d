import { beforeEach, describe, expect, test } from "vitest";
import { startInbox } from "~/inbox/run-inbox.server";
import { lookAtDiscount, reconcileCodes } from "~/jobs/tasks/reconcile-codes";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { saveReward } from "~/operations/rewards/save-reward.server";
import { setRewardState } from "~/operations/rewards/set-reward-state.server";
import { codeFindings, rewardTroubles } from "~/store/admin-reads/code-incidents.server";
import { putAway } from "~/operations/shop/put-away.server";
import { discountNews, type DiscountNews } from "~/store/admin-reads/discount-news.server";
import { readFor } from "~/store/in-transaction.server";
import { rewardById } from "~/store/rewards/reward-rows.server";
import { codesById } from "~/store/rewards/codes.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import { statusOf } from "../../sandbox/discounts/discount-facts";
import { codeKey, findCode, liveDiscounts } from "../../sandbox/discounts/redeem-codes";
import { addCode, removeCodes } from "../../sandbox/shop-life/add-codes";
import { changeDiscount, deactivateDiscount, deleteDiscount } from "../../sandbox/shop-life/change-discount";
import { placeOrder } from "../../sandbox/shop-life/place-order";
import { gid } from "../../sandbox/world/ids";
import type { Discount, DiscountTerms, Shop } from "../../sandbox/world/types";
import { aReward } from "../loyalty/rewards/a-reward";
import { aMemberWith, aStockedReward } from "../support/a-stocked-reward";
import { readRedemption, redeemed } from "../support/end-redemption";
import { expectBooks } from "../support/expect-books";
import { eventually, useLiveShop } from "../support/live-shop";
import { redemptionOf } from "../support/redemption-of";
import { minuteOfClosing, poolsFilled } from "../support/reward-work";
import { twinShop } from "../support/twin-shop";
import { virtualClock } from "../support/virtual-clock";

const live = useLiveShop({ work: false });
const clock = virtualClock(live);
let shop: Shop;
let shopId: bigint;
let rewardId: bigint;
let discount: Discount;
/** Three members: one has an unused code, one has used theirs, one redeems when it is over. */
let unused: { redemptionId: bigint; code: string };
let used: { redemptionId: bigint; code: string };
let twins = 0;

const own = async () => (await shopById(shopId))!;
const fill = () => poolsFilled(shopId, clock);
const pools = async () => (await live.database.asOwner<{ state: string }>("SELECT state FROM code_pool WHERE shop_id = $1 ORDER BY pool_id", [shopId])).map(({ state }) => state);
const statuses = async () => Promise.all([unused, used].map(async ({ redemptionId }) => (await readRedemption(shopId, redemptionId)).status));
const order = (code: string) => placeOrder(live.sandbox, shop, { email: "a@example.com", lines: [{ title: "Fern", unitPriceMinor: 5_000, quantity: 1 }], codes: [code] });
const findings = () => codeFindings(shopId, clock.now());
const named = (all: DiscountNews[]) => all.map(({ rewardId, title, fate }) => ({ rewardId, title, fate }));
const news = async () => named(await readFor(shopId, (db) => discountNews(db, clock.now())));
/** What Home tells of it. */
const told = async (daysLater = 0) => named((await readFor(shopId, (db) => rewardTroubles(db, new Date(clock.now().getTime() + daysLater * 86_400_000)))).discounts);
const round = () => minuteOfClosing(shopId, clock);
const rounds = async () => { for (let i = 0; i < 4; i++) await round(); };

beforeEach(async () => {
  live.sandbox.world.faults.drop = 1;
  ({ shop, shopId } = await live.install(twinShop(live.sandbox, `merchant-${++twins}.myshopify.com`).domain));
  ({ rewardId } = await aStockedReward(live.database, shopId, { codes: 0, now: clock.now() }));
  await fill();
  discount = liveDiscounts(shop)[0]!;
  for (const customerId of ["7", "8", "9"]) await aMemberWith(shopId, { customerId, points: 100, now: clock.now() });
  unused = await redeemed(shopId, { customerId: "7", rewardId, now: clock.now() });
  used = await redeemed(shopId, { customerId: "8", rewardId, now: clock.now() });
  order(used.code);
});

/** Everything is over, the unused code's points are back (with those of others), the used code's are not, and the next member gets a code that works. */
async function expectWellAgain({ others = 0 } = {}): Promise<void> {
  await rounds();
  expect(await statuses()).toEqual(["voided", "burned"]);
  const next = await theNextOne();
  const code = (await readFor(shopId, (db) => codesById(db, [next.codeId!]))).get(next.codeId!)!;
  expect(findCode(shop, code)!.discount).not.toBe(discount);
  expect(order(code).lines[0]!.discountMinor).toBe(500);
  expect(await live.database.asOwner("SELECT sum(available)::int AS available, sum(held)::int AS held FROM wallet WHERE shop_id = $1", [shopId])).toEqual([{ available: 100 + others, held: 100 }]);
  await expectBooks(shopId);
}

/** All codes that are there are gone: who redeems now waits. */
async function aWaitingOne() {
  await live.database.asOwner("UPDATE code SET state = 'gone' WHERE shop_id = $1 AND state = 'free'", [shopId]);
  await aMemberWith(shopId, { customerId: "10", points: 100, now: clock.now() });
  const redemption = redemptionOf(await redeemReward(shopId, { customerId: "10", rewardId, points: 100, requestId: "w", surface: "panel" }, clock.now()));
  expect(redemption.status).toBe("held");
  return redemption;
}

async function theNextOne() {
  const { redemptionId } = redemptionOf(await redeemReward(shopId, { customerId: "9", rewardId, points: 100, requestId: "a", surface: "panel" }, clock.now()));
  await fill();
  const redemption = await readRedemption(shopId, redemptionId);
  expect(redemption.status).toBe("issued");
  return redemption;
}

describe("the merchant does something to a discount of ours in Shopify's admin", () => {
  test("deletes it: codes that are out are taken back, the next one comes of a new discount", async () => {
    deleteDiscount(live.sandbox, shop, discount);
    await reconcileCodes(await own(), clock.now);
    expect([await pools(), (await readRedemption(shopId, unused.redemptionId)).closingReason]).toEqual([["lost"], "code_removed"]);
    expect(await findings()).toMatchObject([{ reward: { rewardId, title: "5 off", paused: false }, deleted: 1, ended: 0, changed: 0 }]);
    const deleted = [{ rewardId, title: "5 off", fate: "deleted" }];
    expect([await news(), await told()]).toEqual([deleted, deleted]);
    await putAway(shopId, { item: `discount-${rewardId}`, actor: "staff:1", readAt: clock.now() }, clock.now());
    // Home has told it; the reward's own page still says what became of its discount.
    expect([await news(), await told()]).toEqual([deleted, []]);
    await expectWellAgain();
  });

  test("ends it: the reward is paused, and no other discount is made until somebody resumes it", async () => {
    const redemption = await aWaitingOne();
    deactivateDiscount(live.sandbox, shop, discount);
    await reconcileCodes(await own(), clock.now);
    expect([await pools(), (await readRedemption(shopId, unused.redemptionId)).closingReason]).toEqual([["lost"], "code_removed"]);
    expect(await findings()).toMatchObject([{ reward: { rewardId, title: "5 off", paused: true }, ended: 1, deleted: 0, changed: 0 }]);
    await fill();
    await rounds();
    // Who waited for a code has the points back, nobody else can want one, and the merchant's discount is the only one there ever was.
    expect([(await readRedemption(shopId, redemption.redemptionId)).status, await pools(), Object.keys(shop.discounts).length]).toEqual(["voided", ["lost"], 1]);
    const wish = { customerId: "9", rewardId, points: 100, requestId: "b", surface: "panel" };
    expect(await redeemReward(shopId, wish, clock.now())).toEqual({ refusal: "reward_paused" });
    await saveReward(shopId, { rewardId, version: 1, terms: aReward({ validityDays: 30 }), stock: null, actor: "staff:1" }, clock.now());
    await fill();
    const ended = [{ rewardId, title: "5 off", fate: "ended" }];
    expect([await pools(), await news(), await told(60)]).toEqual([["lost"], ended, ended]);
    // Put away it stays away, however long the reward stays paused.
    await putAway(shopId, { item: `discount-${rewardId}`, actor: "staff:1", readAt: clock.now() }, clock.now());
    expect([await news(), await told(), await told(60)]).toEqual([ended, [], []]);
    await setRewardState(shopId, { rewardId, state: "active", actor: "staff:1" }, clock.now());
    await fill();
    expect([await pools(), await news()]).toEqual([["lost", "open"], []]);
    await expectWellAgain({ others: 100 });
  });

  test("ends one that gives no codes any more: its reward has another one by now, and goes on", async () => {
    await saveReward(shopId, { rewardId, version: 1, terms: aReward({ minimumSpendMinor: 100 }), stock: null, actor: "staff:1" }, clock.now());
    deactivateDiscount(live.sandbox, shop, discount);
    await reconcileCodes(await own(), clock.now);
    expect([(await readRedemption(shopId, unused.redemptionId)).status, (await readFor(shopId, (db) => rewardById(db, rewardId)))!.state]).toEqual(["closing", "active"]);
    expect(await news()).toEqual([]);
  });

  const changes: [string, Partial<DiscountTerms>][] = [
    ["another amount", { value: { amountMinor: 50_000 } }], ["a share", { value: { percent: "10" } }], ["a minimum", { minimum: { subtotalMinor: 100 } }], ["for one customer", { customerIds: ["1"] }],
    ["any number of uses", { usageLimit: null }], ["combined with everything", { combinesWith: { order: true, product: true, shipping: true } }], ["one collection", { items: { collectionIds: ["1"] } }],
  ];
  test.each(changes.slice(0, 1))("makes another one of it (%s): it gives no more codes, those that are out are taken back, it ends", async (_what, terms) => {
    changeDiscount(live.sandbox, shop, { discount, terms });
    await reconcileCodes(await own(), clock.now);
    expect([await pools(), await statuses()]).toEqual([["retired"], ["closing", "closing"]]);
    await reconcileCodes(await own(), clock.now);
    expect(await findings()).toMatchObject([{ reward: { title: "5 off" }, changed: 1 }]);
    expect(await news()).toEqual([{ rewardId, title: "5 off", fate: "changed" }]);
    await expectWellAgain();
    expect(await pools()).toEqual(["closed", "open"]);
    expect(statusOf(discount, clock.now().toISOString())).toBe("EXPIRED");
  });

  test.each(changes.slice(1))("%s is another one as well", async (_what, terms) => {
    changeDiscount(live.sandbox, shop, { discount, terms });
    await reconcileCodes(await own(), clock.now);
    expect([await pools(), (await findings()).map(({ changed }) => changed)]).toEqual([["retired"], [1]]);
  });

  test("calls it otherwise, tags it, gives it an end to come: it is still what was promised", async () => {
    changeDiscount(live.sandbox, shop, { discount, terms: { title: "Thank you", tags: ["vip"], endsAt: new Date(clock.now().getTime() + 86_400_000).toISOString() } });
    await reconcileCodes(await own(), clock.now);
    expect([await pools(), await statuses(), await findings()]).toEqual([["open"], ["issued", "issued"], []]);
  });

  test("deletes one code: its member gets the points back, the others keep theirs", async () => {
    removeCodes(live.sandbox, shop, { discount, codeIds: [discount.codes[codeKey(unused.code)]!.id] });
    // Shopify's list may lag: young codes are not looked for in it.
    await clock.pass(2 * 3_600_000);
    await reconcileCodes(await own(), clock.now);
    expect([await pools(), await statuses()]).toEqual([["open"], ["closing", "issued"]]);
    expect(await findings()).toMatchObject([{ missing: 1 }]);
    await rounds();
    expect((await readRedemption(shopId, unused.redemptionId)).status).toBe("voided");
    await expectBooks(shopId);
  });

  test("adds a code of their own: it is told, and left alone", async () => {
    addCode(live.sandbox, shop, { discount, code: "FRIENDS" });
    await reconcileCodes(await own(), clock.now);
    expect([await pools(), await statuses()]).toEqual([["open"], ["issued", "issued"]]);
    expect(await findings()).toMatchObject([{ foreign: 1, missing: 0 }]);
    expect(findCode(shop, "FRIENDS")).not.toBeNull();
  });

  test("and Shopify tells of it: it is looked at within seconds, not at night; other discounts are nobody's business", async () => {
    live.sandbox.world.faults.drop = 0;
    const inbox = startInbox({ most: 100, inFlight: 2, leaseSeconds: 30, idleMs: 50 });
    const job = () => live.database.asOwner<{ soon: boolean; payload: unknown }>("SELECT run_at < now() + interval '10 seconds' AS soon, key FROM graphile_worker.jobs WHERE task_identifier = 'look-at-discount' AND key LIKE $1", [`look-at-discount:${shopId}:%`]);
    const theirs = { ...structuredClone(discount), id: "4711" };
    changeDiscount(live.sandbox, shop, { discount: theirs, terms: { title: "Not ours" } });
    deleteDiscount(live.sandbox, shop, discount);
    expect(await eventually("the job", async () => { const jobs = await job(); return jobs.length > 0 ? jobs : null; })).toEqual([{ soon: true, key: `look-at-discount:${shopId}:${gid("DiscountCodeNode", discount.id)}` }]);
    await eventually("a quiet inbox", async () => (await live.database.asOwner("SELECT 1 FROM inbox WHERE state = 'new'")).length === 0);
    await inbox.stop();
    expect(await live.database.asOwner("SELECT topic FROM inbox WHERE state = 'parked'")).toEqual([]);
    expect(await job()).toHaveLength(1);
    await lookAtDiscount(await own(), gid("DiscountCodeNode", discount.id), clock.now);
    expect([await pools(), (await readRedemption(shopId, unused.redemptionId)).status]).toEqual([["lost"], "closing"]);
  });
});
