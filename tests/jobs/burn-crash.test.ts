import { describe, expect, test } from "vitest";
import { handleOnce } from "~/inbox/run-inbox.server";
import { reconcileOrders } from "~/jobs/tasks/reconcile-orders";
import { resolveRedemptions } from "~/operations/rewards/resolve-redemptions.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import { cancelOrder } from "../../sandbox/shop-life/cancel-order";
import { payOrder } from "../../sandbox/shop-life/pay-order";
import { placeOrder } from "../../sandbox/shop-life/place-order";
import { refundOrder } from "../../sandbox/shop-life/refund-order";
import { aMemberWith, aStockedReward } from "../support/a-stocked-reward";
import { dyingAt } from "../support/dying-at";
import { readRedemption, redeemed } from "../support/end-redemption";
import { expectBooks } from "../support/expect-books";
import { useLiveShop } from "../support/live-shop";
import { fillPools } from "~/jobs/tasks/fill-pools";
import { virtualClock } from "../support/virtual-clock";

const live = useLiveShop({ work: false });
const clock = virtualClock(live);

/** Every second point by default, which dies at all kinds of them; `CRASH_STEP=1` dies at each. */
const STEP = Number(process.env.CRASH_STEP ?? 2);

describe("a worker that dies between any two steps of what an order does to a redemption", () => {
  test("from the order that shows the code, by a refund, to its end: whoever goes on ends the same, charged once, given back once", async () => {
    live.sandbox.world.faults.drop = 1;
    const { shop, shopId } = await live.install("evergreen-goods.myshopify.com");
    const own = async () => (await shopById(shopId))!;
    const { rewardId } = await aStockedReward(live.database, shopId, { codes: 0, now: clock.now() });
    await aMemberWith(shopId, { customerId: "7", points: 1_000, now: clock.now() });

    /** A worker's look at the orders: list, reading, inbox, and what it ends. */
    const look = async () => {
      await reconcileOrders(await own(), { deep: false }, clock.now);
      while (await handleOnce({ most: 50, leaseSeconds: 0 }, clock.now) > 0);
      await resolveRedemptions(shopId, (await own()).reconciledUntil, clock.now());
    };
    let points = 0;
    for (const stage of ["used", "half refunded", "canceled"] as const) {
      for (let n = 1, died = true; died; n += STEP) {
        for (let i = 0; i < 2; i++) { await fillPools(await own(), clock.now); await clock.pass(2_000); }
        const { redemptionId, code } = await redeemed(shopId, { rewardId, requestId: `${stage} ${n}`, now: clock.now() });
        const order = placeOrder(live.sandbox, shop, { email: "b@example.com", lines: [{ title: "Fern", unitPriceMinor: 2_000, quantity: 2 }], codes: [code] });
        if (stage !== "used") {
          payOrder(live.sandbox, shop, { orderId: order.id });
          await look();
          await clock.pass(2_000);
          if (stage === "half refunded") refundOrder(live.sandbox, shop, { orderId: order.id, lines: [{ lineId: order.lines[0]!.id, quantity: 1 }] });
          else cancelOrder(live.sandbox, shop, { orderId: order.id });
        }
        died = await dyingAt(n, look);
        if (died) await look();
        const restored = { used: 0n, "half refunded": 50n, canceled: 100n }[stage];
        expect(await readRedemption(shopId, redemptionId), `${stage}, dead at step ${n}`).toMatchObject({ status: "burned", spent: 100n, restored });
        points++;
        // What is left of it comes back, so that there are points for the next death.
        if (stage === "canceled") continue;
        await clock.pass(2_000);
        cancelOrder(live.sandbox, shop, { orderId: order.id });
        await look();
      }
    }
    console.info(`${points - 3} crash points`);
    expect(points).toBeGreaterThan(15);
    const [wallet] = await live.database.asOwner("SELECT available, held, debt FROM wallet JOIN member USING (shop_id, member_id) WHERE shop_id = $1 AND customer_id = '7'", [shopId]);
    expect(wallet).toEqual({ available: "1000", held: "0", debt: "0" });
    const moves = await live.database.asOwner<{ kind: string; n: number }>("SELECT kind, count(*)::int AS n FROM ledger_transaction WHERE shop_id = $1 AND kind IN ('hold', 'burn') GROUP BY 1 ORDER BY 1", [shopId]);
    expect(moves).toEqual([{ kind: "burn", n: points }, { kind: "hold", n: points }]);
    await expectBooks(shopId);
  });
});
