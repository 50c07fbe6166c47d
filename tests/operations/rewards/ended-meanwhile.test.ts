import { expect, test } from "vitest";
import { compareCodes } from "~/operations/rewards/compare-codes.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { readFor } from "~/store/in-transaction.server";
import { livePools } from "~/store/rewards/pool-rows.server";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { expectBooks } from "../../support/expect-books";
import { pausedAt } from "../../support/paused-at";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");

test("a discount that ends while somebody redeems, before whichever of their statements: no other one is planned", async () => {
  for (let n = 1, came = true; came; n++) {
    const shopId = await aShop(database);
    const { rewardId, poolId } = await aStockedReward(database, shopId, { codes: 0, now });
    await aMemberWith(shopId, { customerId: "7", points: 100, now });
    await database.asOwner("UPDATE code_pool SET state = 'open', discount_id = 'gid://shopify/DiscountCodeNode/1' WHERE pool_id = $1", [poolId]);
    const [pool] = await readFor(shopId, livePools);
    came = await pausedAt(database, n, [
      () => redeemReward(shopId, { customerId: "7", rewardId, points: 100, requestId: "a", surface: "panel" }, now), () => compareCodes(shopId, pool!, "ended", now),
    ]);
    expect(await database.asOwner("SELECT p.state, w.paused_reason FROM code_pool p JOIN reward w USING (shop_id, reward_id) WHERE p.shop_id = $1", [shopId]), `before statement ${n}`).toEqual([{ state: "lost", paused_reason: "discount_ended" }]);
    await expectBooks(shopId);
  }
});
