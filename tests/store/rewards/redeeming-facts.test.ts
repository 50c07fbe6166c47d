import { expect, test } from "vitest";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { liveLots } from "~/store/ledger/live-lots.server";
import { redeemingFacts } from "~/store/rewards/redeeming-facts.server";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");

test("what decides on a redemption reads the same lots as everything else", async () => {
  const shopId = await aShop(database);
  const { rewardId } = await aStockedReward(database, shopId, { codes: 1, now });
  await aMemberWith(shopId, { customerId: "8", points: 300, now });
  await database.asOwner("UPDATE lot SET first_end = '2026-02-01' WHERE shop_id = $1", [shopId]);
  const found = await inTransaction(shopId, (db) => redeemingFacts(db, { customerId: "8", rewardId, requestKey: "customer:8:a", recentSince: now, now }));
  expect(found.lots).toEqual(await readFor(shopId, (db) => liveLots(db, [found.member!.memberId])));
  expect(found.lots).toHaveLength(1);
});
