import { expect, test } from "vitest";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { compareCodes } from "~/operations/rewards/compare-codes.server";
import { issueHeld } from "~/operations/rewards/issue-held.server";
import { noteShownCodes } from "~/operations/rewards/note-shown-codes.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { retirePools } from "~/store/rewards/code-pools.server";
import { takeCode } from "~/store/rewards/codes.server";
import { poolById } from "~/store/rewards/pool-rows.server";
import { setPoolFault } from "~/store/rewards/pool-work.server";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { readRedemption, redeemed } from "../../support/end-redemption";
import { stockPool } from "../../support/stock-pool";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
const redeem = (shopId: bigint, rewardId: bigint) => redeemReward(shopId, { customerId: "7", rewardId, points: 100, requestId: "a", surface: "panel" }, now);
const codeStates = async (shopId: bigint, poolId: bigint) => (await database.asOwner<{ state: string }>("SELECT state FROM code WHERE shop_id = $1 AND pool_id = $2 AND state <> 'bad' ORDER BY code_id", [shopId, poolId])).map(({ state }) => state);

async function aStock(codes: number, terms: object = {}) {
  const shopId = await aShop(database);
  const stocked = await aStockedReward(database, shopId, { codes, now, terms });
  await aMemberWith(shopId, { customerId: "7", points: 300, now });
  return { shopId, ...stocked };
}

test("a code nobody had that the list of orders shows has leaked: nobody gets it, and its pool gives no more", async () => {
  const { shopId, rewardId, poolId, codes } = await aStock(2);
  await noteShownCodes(shopId, [{ orderId: "900", createdAt: now.toISOString(), discountCodes: [codes[0]!] }], now);
  expect(await codeStates(shopId, poolId)).toEqual(["leaked", "free"]);
  expect(await redeem(shopId, rewardId)).toMatchObject({ redemption: { status: "held" } });
  expect(await database.asOwner("SELECT 1 FROM code_pool WHERE shop_id = $1 AND pool_id = $2 AND state = 'retired'", [shopId, poolId])).toHaveLength(1);
});

test.each<[string, (shopId: bigint, of: { rewardId: bigint; poolId: bigint }) => Promise<string | null>]>([
  ["somebody who waits", (shopId, { poolId }) => inTransaction(shopId, async (db) => (await takeCode(db, poolId))?.code ?? null)],
  ["who redeems", async (shopId, { rewardId }) => { const answer = await redeem(shopId, rewardId); return "code" in answer ? answer.code : null; }],
])("a free code that an order has shown is passed over for %s", async (_who, getCode) => {
  const { shopId, codes, ...stocked } = await aStock(2);
  await database.asOwner("INSERT INTO code_use (shop_id, code_id, order_id) SELECT shop_id, min(code_id), '900' FROM code WHERE shop_id = $1 AND state = 'free' GROUP BY 1", [shopId]);
  expect(await getCode(shopId, stocked)).toBe(codes[1]);
  expect(await codeStates(shopId, stocked.poolId)).toEqual(["free", "issued"]);
});

test("a pool that gives no more codes gives none to those who wait for one", async () => {
  const { shopId, rewardId, poolId } = await aStock(0);
  await redeem(shopId, rewardId);
  await stockPool(shopId, { poolId, size: 2, now });
  await inTransaction(shopId, (db) => retirePools(db, [poolId]));
  expect([await issueHeld(shopId, now), await inTransaction(shopId, (db) => takeCode(db, poolId))]).toEqual([0, null]);
  expect(await codeStates(shopId, poolId)).toEqual(["free", "free"]);
});

test("codes that are there are given though Shopify refused the next ones, and no more than those", async () => {
  const { shopId, rewardId, poolId } = await aStock(1);
  await inTransaction(shopId, (db) => setPoolFault(db, poolId, "no more codes"));
  expect(await redeem(shopId, rewardId)).toMatchObject({ redemption: { status: "issued" } });
  expect(await redeemReward(shopId, { customerId: "7", rewardId, points: 100, requestId: "b", surface: "panel" }, now)).toEqual({ refusal: "reward_unavailable" });
});

test("canceling a code that is over is its end, as the minute's look would have it", async () => {
  const { shopId, rewardId } = await aStock(1, { onExpiry: "lapse", validityDays: 1 });
  const { redemptionId } = await redeemed(shopId, { rewardId, now });
  const cancel = { redemptionId, customerId: "7", actor: "customer", reason: "reward_canceled" as const };
  const { expiresAt } = await readRedemption(shopId, redemptionId);
  await cancelRedemption(shopId, cancel, expiresAt!);
  expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status: "closing", closingReason: "code_expired" });
});

test("a code added within the hour is not missing from a list that lags behind; an older one is", async () => {
  const { shopId, poolId } = await aStock(1);
  const pool = (await readFor(shopId, (db) => poolById(db, poolId)))!;
  const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  expect(await compareCodes(shopId, pool, { codes: [] }, after(59))).toMatchObject({ missing: 0 });
  expect(await compareCodes(shopId, pool, { codes: [] }, after(61))).toMatchObject({ missing: 1 });
});
