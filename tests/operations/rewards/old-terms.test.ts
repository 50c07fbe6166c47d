import { expect, test } from "vitest";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { issueHeld } from "~/operations/rewards/issue-held.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { rehouseHeld } from "~/operations/rewards/rehouse-held.server";
import { retireOver } from "~/operations/rewards/retire-over.server";
import { saveReward } from "~/operations/rewards/save-reward.server";
import { aReward } from "../../loyalty/rewards/a-reward";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { fillPools } from "../../support/fill-pools";
import { redemptionOf } from "../../support/redemption-of";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
const pools = (shopId: bigint) => database.asOwner<{ terms_key: string; state: string }>("SELECT terms_key, state FROM code_pool WHERE shop_id = $1 ORDER BY pool_id", [String(shopId)]);

/** Somebody waits for a code that takes 5.00 off when the reward becomes one of 6.00. */
async function waitingOnOldTerms() {
  const shopId = await aShop(database);
  const { rewardId } = await aStockedReward(database, shopId, { codes: 0, now });
  await aMemberWith(shopId, { customerId: "7", points: 100, now });
  const { redemptionId } = redemptionOf(await redeemReward(shopId, { customerId: "7", rewardId, points: 100, requestId: "a", surface: "panel" }, now));
  await saveReward(shopId, { rewardId, version: 1, terms: aReward({ value: { kind: "amount_off", minor: 600 } }), stock: null, actor: "staff:1" }, now);
  await rehouseHeld(shopId, now);
  return { shopId, redemptionId };
}

const AMOUNTS = [expect.stringContaining("amount 500|"), expect.stringContaining("amount 600|"), expect.stringContaining("amount 500|")];
const given = (...states: string[]) => states.map((state, i) => ({ terms_key: AMOUNTS[i], state }));

test("a pool on old terms gives codes as long as somebody waits for one, and none after that", async () => {
  const { shopId } = await waitingOnOldTerms();
  expect(await retireOver(shopId, now)).toBe(0);
  expect(await pools(shopId)).toEqual(given("retired", "planned", "planned"));
  await fillPools(shopId, 5, now);
  expect(await issueHeld(shopId, now)).toBe(1);
  expect(await retireOver(shopId, now)).toBe(1);
  expect(await pools(shopId)).toEqual(given("retired", "open", "retired"));
  expect(await database.asOwner("SELECT 1 FROM graphile_worker._private_jobs WHERE key = $1", [`close-codes:${shopId}`])).toHaveLength(1);
});

test("nor when whoever waited changed their mind, which the pools are told of", async () => {
  const { shopId, redemptionId } = await waitingOnOldTerms();
  await database.asOwner("DELETE FROM graphile_worker._private_jobs");
  await cancelRedemption(shopId, { redemptionId, customerId: "7", actor: "customer", reason: "reward_canceled" }, now);
  expect(await database.asOwner("SELECT 1 FROM graphile_worker._private_jobs WHERE key = $1", [`fill-pools:${shopId}`])).toHaveLength(1);
  expect(await retireOver(shopId, now)).toBe(1);
  expect(await pools(shopId)).toEqual(given("retired", "planned", "retired"));
});
