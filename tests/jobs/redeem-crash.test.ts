import { describe, expect, test } from "vitest";
import { closeCodes } from "~/jobs/tasks/close-codes";
import { fillPools } from "~/jobs/tasks/fill-pools";
import { reconcileCodes } from "~/jobs/tasks/reconcile-codes";
import { reconcileOrders } from "~/jobs/tasks/reconcile-orders";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { resolveRedemptions } from "~/operations/rewards/resolve-redemptions.server";
import { setRewardState } from "~/operations/rewards/set-reward-state.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import { advanceClock } from "../../sandbox/shop-life/advance-clock";
import { aMemberWith, aStockedReward } from "../support/a-stocked-reward";
import { dyingAt } from "../support/dying-at";
import { readRedemption } from "../support/end-redemption";
import { expectBooks } from "../support/expect-books";
import { useLiveShop } from "../support/live-shop";
import { redemptionOf } from "../support/redemption-of";

const live = useLiveShop({ work: false });
const MOST_ROUNDS = 40;

/** Every second point by default, which dies at all kinds of them; `CRASH_STEP=1` dies at each. */
const STEP = Number(process.env.CRASH_STEP ?? 2);

describe("a worker that dies between any two steps of a redemption", () => {
  test("from the dry pool to the points given back: whoever goes on ends the same, no code twice, none of an unknown batch", async () => {
    const { shopId } = await live.install("evergreen-goods.myshopify.com");
    const begun = Date.now();
    let ahead = 0;
    const now = () => new Date(Date.now() + ahead);
    const pass = async (ms: number) => {
      ahead += ms;
      await advanceClock(live.sandbox, { ms });
    };
    await aMemberWith(shopId, { customerId: "7", points: 1000, now: now() });
    const shop = async () => (await shopById(shopId))!;

    let died = true;
    let points = 0;
    for (let n = 1; died; n += STEP) {
      const { rewardId } = await aStockedReward(live.database, shopId, { codes: 0, now: now() });
      const command = { customerId: "7", rewardId, points: 100, requestId: `r${n}`, surface: "panel" };
      const redeem = async () => {
        return redemptionOf(await redeemReward(shopId, command, now()));
      };
      // Every step in turn, again and again: what has nothing to do does nothing.
      const round = async () => {
        const { redemptionId } = await redeem();
        await fillPools(await shop(), now);
        if ((await readRedemption(shopId, redemptionId)).status === "issued") await cancelRedemption(shopId, { redemptionId, customerId: "7", actor: "customer", reason: "reward_canceled" }, now());
        await closeCodes(await shop(), now);
        await pass(65_000);
        await reconcileOrders(await shop(), { deep: false }, now);
        await resolveRedemptions(shopId, (await shop()).reconciledUntil, now());
        return (await readRedemption(shopId, redemptionId)).status;
      };
      const rounds = async () => { for (let i = 0; i < MOST_ROUNDS; i++) if ((await round()) === "voided") return; throw new Error("stuck"); };
      died = await dyingAt(n, rounds);
      if (died) await rounds();
      points++;
      expect(await readRedemption(shopId, (await redeem()).redemptionId)).toMatchObject({ status: "voided", spent: 0n, restored: 0n });
      await setRewardState(shopId, { rewardId, state: "ended", actor: "staff:1" }, now());
    }
    expect(points).toBeGreaterThan(15);
    console.info(`${points - 1} crash points in ${Math.round((Date.now() - begun) / 1000)} s`);
    expect(await live.database.asOwner("SELECT available, held, debt FROM wallet WHERE shop_id = $1", [shopId])).toEqual([{ available: "1000", held: "0", debt: "0" }]);
    expect(await live.database.asOwner("SELECT 1 FROM redemption r JOIN code c USING (shop_id, code_id) JOIN code_batch b USING (shop_id, batch_id) WHERE shop_id = $1 AND b.state <> 'done'", [shopId])).toEqual([]);
    expect(await live.database.asOwner("SELECT code_id FROM redemption WHERE shop_id = $1 AND code_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1", [shopId])).toEqual([]);
    for (let i = 0; i < 5; i++) {
      await fillPools(await shop(), now);
      await closeCodes(await shop(), now);
      await reconcileCodes(await shop(), now);
      await pass(150_000);
    }
    expect(await live.database.asOwner("SELECT 1 FROM code_pool WHERE shop_id = $1 AND state NOT IN ('closed', 'lost')", [shopId])).toEqual([]);
    expect(await live.database.asOwner("SELECT 1 FROM code_batch WHERE shop_id = $1 AND state IN ('planned', 'sent', 'adding')", [shopId])).toEqual([]);
    await expectBooks(shopId);
  });
});
