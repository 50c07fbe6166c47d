import { expect, test } from "vitest";
import { expireRedemptions } from "~/operations/rewards/expire-redemptions.server";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { redeemed } from "../../support/end-redemption";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
const later = new Date("2026-06-02T12:00:00.000Z");

test("who loses a code to its end has the card written again: it says which codes are usable", async () => {
  const shopId = await aShop(database);
  const { rewardId } = await aStockedReward(database, shopId, { codes: 5, now });
  await aMemberWith(shopId, { customerId: "7", points: 300, now });
  await redeemed(shopId, { rewardId, now });
  await database.asOwner("DELETE FROM member_refresh WHERE shop_id = $1", [shopId]);
  expect(await expireRedemptions(shopId, later)).toBe(1);
  expect(await database.asOwner("SELECT count(*)::int AS n FROM member_refresh WHERE shop_id = $1", [shopId])).toEqual([{ n: 1 }]);
});
