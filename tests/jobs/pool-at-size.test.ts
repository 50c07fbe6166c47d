import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closeCodes } from "~/jobs/tasks/close-codes";
import { fillPools } from "~/jobs/tasks/fill-pools";
import { reconcileCodes } from "~/jobs/tasks/reconcile-codes";
import { expireRedemptions } from "~/operations/rewards/expire-redemptions.server";
import { setRewardState } from "~/operations/rewards/set-reward-state.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { finishBatch, markAdding, markSent } from "~/store/rewards/batch-states.server";
import { codesOfBatch, planBatch, poolsToFill } from "~/store/rewards/pool-work.server";
import { allEnqueued } from "~/store/jobs/enqueue-soon.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import { statusOf } from "../../sandbox/discounts/discount-facts";
import { liveCodes, liveDiscounts } from "../../sandbox/discounts/redeem-codes";
import { orderCallFault, forgetCallFaults } from "../../sandbox/faults/call-faults";
import { putCode } from "../../sandbox/shop-life/add-codes";
import type { Shop } from "../../sandbox/world/types";
import { aMemberWith, aStockedReward } from "../support/a-stocked-reward";
import { redeemed } from "../support/end-redemption";
import { expectBooks } from "../support/expect-books";
import { useLiveShop } from "../support/live-shop";
import { minuteOfReading, poolsFilled } from "../support/reward-work";
import { twinShop } from "../support/twin-shop";
import { virtualClock } from "../support/virtual-clock";

const live = useLiveShop({ work: false });
const clock = virtualClock(live);
/** `POOL_CODES=20000 POOL_OUT=20000` is a discount as large as they get, all of it handed out. */
const CODES = Number(process.env.POOL_CODES ?? 600);
const OUT = Number(process.env.POOL_OUT ?? 30);
const A_CALL = 250;
const CODES_A_MEMBER = 10;

/** What was asked of Shopify, by what each call asks for. */
const calls = new Map<string, number>();
const sound = globalThis.fetch;
beforeAll(() => {
  globalThis.fetch = (...given) => {
    const field = /discount\w+BulkDelete|codeDiscountNodeByCode|job\(|discountNode\(|discountCodeDeactivate/.exec(String(given[1]?.body))?.[0];
    if (field) calls.set(field, (calls.get(field) ?? 0) + 1);
    return sound(...given);
  };
});
afterAll(() => { globalThis.fetch = sound; });

let shop: Shop;
let shopId: bigint;
let rewardId: bigint;
let twins = 0;
const own = async () => (await shopById(shopId))!;
const rows = <Row extends object>(text: string) => live.database.asOwner<Row & Record<string, unknown>>(text, [shopId]);
const pools = async () => (await rows<{ state: string }>("SELECT state FROM code_pool WHERE shop_id = $1 ORDER BY pool_id")).map(({ state }) => state);
const standing = async () => Object.fromEntries((await rows<{ status: string; n: number }>("SELECT status, count(*)::int AS n FROM redemption WHERE shop_id = $1 GROUP BY 1")).map(({ status, n }) => [status, n]));
const notGone = async () => (await rows("SELECT 1 FROM redemption WHERE shop_id = $1 AND status = 'closing' AND code_gone_at IS NULL")).length;
const close = async () => { const gone = await closeCodes(await own(), clock.now); await clock.pass(3_000); return gone; };
const discount = () => liveDiscounts(shop)[0]!;

beforeEach(async () => {
  live.sandbox.world.faults.drop = 1;
  forgetCallFaults(live.sandbox);
  const twin = twinShop(live.sandbox, `large-${++twins}.myshopify.com`);
  twin.plan = "enterprise";
  ({ shop, shopId } = await live.install(twin.domain));
  ({ rewardId } = await aStockedReward(live.database, shopId, { codes: 0, now: clock.now() }));
});

/** A discount with so many codes at Shopify and here, of which some are out. */
async function aLargePool(size: number, out: number): Promise<void> {
  await poolsFilled(shopId, clock);
  const hasher = await shopHasher(shopId);
  const { poolId } = (await readFor(shopId, (db) => poolsToFill(db, clock.now())))[0]!;
  for (let left = size - 25; left > 0; left -= A_CALL) {
    await inTransaction(shopId, async (db) => {
      const batchId = (await planBatch(db, hasher, { poolId, size: Math.min(A_CALL, left) }))!;
      await markSent(db, batchId, clock.now());
      await markAdding(db, batchId, "as Shopify does it");
      const good = (await codesOfBatch(db, batchId)).map(({ codeId, code }) => ({ codeId, redeemCodeId: `gid://shopify/DiscountRedeemCode/${putCode(live.sandbox, discount(), code).id}` }));
      await finishBatch(db, batchId, { good, note: null, now: clock.now() });
    });
  }
  for (let n = 0; n * CODES_A_MEMBER < out; n++) {
    const customerId = String(700_000 + n);
    await aMemberWith(shopId, { customerId, points: 100 * CODES_A_MEMBER, now: clock.now() });
    for (let i = 0; i < Math.min(CODES_A_MEMBER, out - n * CODES_A_MEMBER); i++) await redeemed(shopId, { customerId, rewardId, requestId: String(i), now: clock.now() });
  }
  expect(liveCodes(discount()).length).toBe(1 + size);
  calls.clear();
}

/** How many statements that change something a piece of work takes. */
async function changesOf(work: () => Promise<unknown>): Promise<number> {
  // What redeeming before it still asks for is not its own.
  await allEnqueued();
  const ask = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  let changes = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    if (/\b(INSERT INTO|UPDATE \w+|DELETE FROM|add_jobs)\b/.test(String((given[0] as { text?: string }).text))) changes += 1;
    return ask.apply(this, given);
  } as typeof pg.Client.prototype.query;
  await work().finally(() => { pg.Client.prototype.query = ask as typeof pg.Client.prototype.query; });
  return changes;
}

/** As if so many members had redeemed and canceled; what they hold is not looked at. */
async function givenBack(count: number): Promise<void> {
  await live.database.asOwner(`
    WITH free AS (SELECT shop_id, code_id FROM code WHERE shop_id = $1 AND state = 'free' ORDER BY code_id LIMIT $2),
         closing AS (UPDATE code c SET state = 'closing' FROM free WHERE c.shop_id = free.shop_id AND c.code_id = free.code_id RETURNING c.shop_id, c.code_id)
    INSERT INTO redemption (shop_id, member_id, reward_id, reward_version, pool_id, code_id, points, status, snapshot, request_key, fingerprint, actor, surface, created_at, closing_at)
    SELECT r.shop_id, r.member_id, r.reward_id, r.reward_version, r.pool_id, c.code_id, r.points, 'closing', r.snapshot, 'another ' || c.code_id, '-', 'customer', 'panel', r.created_at, $3
      FROM redemption r JOIN closing c USING (shop_id)`, [shopId, count, clock.now()]);
}

const settled = () => minuteOfReading(shopId, clock);

const asked = (field: string) => calls.get(field) ?? 0;

/** Codes nobody was promised are deleted a call's worth at a time, and their deletion is not waited for. */
const expectNoCallsButDeletions = (codes: number) => expect(Object.fromEntries(calls)).toEqual({ discountCodeRedeemCodeBulkDelete: Math.ceil(codes / A_CALL) });

/** What it may take to have the codes of members deleted and to see of each that it is gone, in so many rounds. */
function expectFewCalls(codes: number, rounds: number): void {
  const pages = Math.ceil(codes / A_CALL);
  expect(asked("discountCodeRedeemCodeBulkDelete") - pages).toBeOneOf([0, 1]);
  expect(asked("job(")).toBeGreaterThanOrEqual(pages);
  expect(asked("job(")).toBeLessThanOrEqual((pages + 1) * rounds);
  expect(asked("codeDiscountNodeByCode")).toBeGreaterThanOrEqual(Math.ceil(codes / 25));
  expect(asked("codeDiscountNodeByCode")).toBeLessThanOrEqual(Math.ceil(codes / 25) + 25 * rounds);
}

test(`${CODES} codes of which ${OUT} are out: retired, closed and reconciled it comes to its end, in few calls and with nothing left behind`, async () => {
  await aLargePool(CODES, OUT);
  await setRewardState(shopId, { rewardId, state: "ended", actor: "staff:1" }, clock.now());
  await fillPools(await own(), clock.now);
  await close();
  // The seed stays, and what members have.
  expect([await pools(), liveCodes(discount()).length]).toEqual([["retired"], 1 + OUT]);
  expectNoCallsButDeletions(CODES - OUT);

  await reconcileCodes(await own(), clock.now);
  expect(asked("discountNode(")).toBeGreaterThan(0);
  expect(asked("discountNode(")).toBeLessThanOrEqual(2 + Math.ceil((1 + OUT) / A_CALL));
  expect(await standing()).toEqual({ issued: OUT });

  await clock.pass(31 * 86_400_000);
  expect(await expireRedemptions(shopId, clock.now())).toBe(OUT);
  calls.clear();
  // One round asks, the next sees that all are gone, however many pages there are.
  expect([await close(), await close(), await notGone()]).toEqual([0, OUT, 0]);
  expectFewCalls(OUT, 2);
  await settled();
  await close();
  expect([await standing(), await pools(), statusOf(discount(), clock.now().toISOString())]).toEqual([{ voided: OUT }, ["closed"], "EXPIRED"]);
  expect(await rows("SELECT DISTINCT state FROM code WHERE shop_id = $1 AND state NOT IN ('gone', 'bad')")).toEqual([]);
  await expectBooks(shopId);
}, 3_600_000);

test("a merchant who deletes the discount takes all codes with it, and whoever had one gets the points back", async () => {
  await aLargePool(OUT + 25, OUT);
  await clock.pass(2 * 3_600_000);
  discount().deletedAt = clock.now().toISOString();
  const changes = await changesOf(async () => reconcileCodes(await own(), clock.now));
  expect(await standing()).toEqual({ closing: OUT });
  // The pool, its codes and their redemptions, what the merchant is told, jobs: as many for thirty as for twenty thousand.
  expect(changes).toBeLessThanOrEqual(10);
  for (let i = 0; i < 2; i++) await close();
  expect(await notGone()).toBe(0);
  await settled();
  expect(await standing()).toEqual({ voided: OUT });
  await expectBooks(shopId);
}, 3_600_000);

test("a call's worth of codes that Shopify does not let go of hold up nobody else's, nor what else is to be cleared away", async () => {
  await aLargePool(A_CALL + 3, 1);
  await givenBack(A_CALL + 1);
  await setRewardState(shopId, { rewardId, state: "ended", actor: "staff:1" }, clock.now());
  await fillPools(await own(), clock.now);
  const kept = new Set((await rows<{ hash: string }>("SELECT c.hash FROM redemption r JOIN code c USING (shop_id, code_id) WHERE r.shop_id = $1 AND r.status = 'closing' ORDER BY redemption_id LIMIT 250")).map(({ hash }) => hash));
  const hasher = await shopHasher(shopId);
  const keptAtShopify = Object.values(discount().codes).filter(({ code }) => kept.has(hasher.code(code)));
  for (let i = 0; i < 2; i++) {
    await close();
    for (const code of keptAtShopify) delete code.deletedAt;
  }
  expect([kept.size, await notGone()]).toEqual([A_CALL, A_CALL]);
  // What is left beside them: the seed, and the code that is still somebody's.
  expect(liveCodes(discount()).length).toBe(A_CALL + 2);
}, 3_600_000);

test("what Shopify does not answer of one code keeps nothing else from being cleared away", async () => {
  await aLargePool(26, 1);
  const other = await aStockedReward(live.database, shopId, { codes: 0, now: clock.now(), terms: { value: { kind: "amount_off", minor: 700 } } });
  await poolsFilled(shopId, clock);
  await clock.pass(31 * 86_400_000);
  await expireRedemptions(shopId, clock.now());
  await close();
  await setRewardState(shopId, { rewardId: other.rewardId, state: "ended", actor: "staff:1" }, clock.now());
  await fillPools(await own(), clock.now);
  orderCallFault(live.sandbox, { field: "codeDiscountNodeByCode", domain: shop.domain, answer: "errors", times: null });
  await expect(close()).rejects.toThrow();
  expect(await pools()).toEqual(["open", "closed"]);
});
