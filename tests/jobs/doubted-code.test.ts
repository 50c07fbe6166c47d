import { beforeEach, describe, expect, test } from "vitest";
import { lookAtCode } from "~/jobs/tasks/look-at-code";
import { reconcileCodes } from "~/jobs/tasks/reconcile-codes";
import { codeFindings } from "~/store/admin-reads/code-incidents.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import { codeKey, liveDiscounts } from "../../sandbox/discounts/redeem-codes";
import { removeCodes } from "../../sandbox/shop-life/add-codes";
import { deactivateDiscount } from "../../sandbox/shop-life/change-discount";
import { placeOrder } from "../../sandbox/shop-life/place-order";
import type { Discount, Shop } from "../../sandbox/world/types";
import { aMemberWith, aStockedReward } from "../support/a-stocked-reward";
import { readRedemption, redeemed } from "../support/end-redemption";
import { expectBooks } from "../support/expect-books";
import { useLiveShop } from "../support/live-shop";
import { minuteOfClosing, poolsFilled } from "../support/reward-work";
import { twinShop } from "../support/twin-shop";
import { virtualClock } from "../support/virtual-clock";

/** A cart refused a code that is ready: Shopify is asked whether it knows it, long before the night. */
const live = useLiveShop({ work: false });
const clock = virtualClock(live);
const HOURS = 3_600_000;
let shop: Shop;
let shopId: bigint;
let discount: Discount;
let mine: { redemptionId: bigint; code: string };
let others: { redemptionId: bigint; code: string };
let twins = 0;

const own = async () => (await shopById(shopId))!;
const statuses = async () => Promise.all([mine, others].map(async ({ redemptionId }) => (await readRedemption(shopId, redemptionId)).status));
const look = async (again = false) => lookAtCode(await own(), { redemptionId: mine.redemptionId, again }, clock.now);
const takeOut = () => removeCodes(live.sandbox, shop, { discount, codeIds: [discount.codes[codeKey(mine.code)]!.id] });
const available = async () => (await live.database.asOwner<{ available: number }>("SELECT sum(available)::int AS available FROM wallet WHERE shop_id = $1", [shopId]))[0]!.available;
const secondLooks = () => live.database.asOwner<{ again: boolean }>("SELECT (payload->>'again')::boolean AS again FROM graphile_worker._private_jobs WHERE key = $1", [`look-at-code-again:${shopId}:${mine.redemptionId}`]);
async function settle(): Promise<void> {
  for (let i = 0; i < 4; i++) await minuteOfClosing(shopId, clock);
}

beforeEach(async () => {
  live.sandbox.world.faults.drop = 1;
  ({ shop, shopId } = await live.install(twinShop(live.sandbox, `doubted-${++twins}.myshopify.com`).domain));
  const { rewardId } = await aStockedReward(live.database, shopId, { codes: 0, now: clock.now() });
  await poolsFilled(shopId, clock);
  discount = liveDiscounts(shop)[0]!;
  for (const customerId of ["7", "8"]) await aMemberWith(shopId, { customerId, points: 100, now: clock.now() });
  mine = await redeemed(shopId, { customerId: "7", rewardId, now: clock.now() });
  others = await redeemed(shopId, { customerId: "8", rewardId, now: clock.now() });
});

describe("a code that a cart refused", () => {
  test("and that Shopify does not know any more ends at once: its points come back, the merchant is told once, nobody else's code is touched", async () => {
    await clock.pass(2 * HOURS);
    takeOut();
    await look();
    await look();
    expect(await statuses()).toEqual(["closing", "issued"]);
    expect((await readRedemption(shopId, mine.redemptionId)).closingReason).toBe("code_removed");
    await reconcileCodes(await own(), clock.now);
    expect(await codeFindings(shopId, clock.now())).toMatchObject([{ missing: 1 }]);
    await settle();
    expect([await statuses(), await available()]).toEqual([["voided", "issued"], 100]);
    await expectBooks(shopId);
  });

  test("and that an order had used before it was deleted is paid with its points", async () => {
    await clock.pass(2 * HOURS);
    placeOrder(live.sandbox, shop, { email: "a@example.com", lines: [{ title: "Fern", unitPriceMinor: 5_000, quantity: 1 }], codes: [mine.code] });
    takeOut();
    await look();
    await settle();
    expect([await statuses(), await available()]).toEqual([["burned", "issued"], 0]);
    await expectBooks(shopId);
  });

  test("and that is still there stays as it is", async () => {
    await clock.pass(2 * HOURS);
    await look();
    expect([await statuses(), await codeFindings(shopId, clock.now())]).toEqual([["issued", "issued"], []]);
  });

  test("of a discount that ended unheard goes with all others of it", async () => {
    deactivateDiscount(live.sandbox, shop, discount);
    await look();
    expect(await statuses()).toEqual(["closing", "closing"]);
  });

  test("and that is younger than Shopify's search is looked for twice, a minute apart, before anything is believed", async () => {
    takeOut();
    await look();
    await look();
    expect([await statuses(), await secondLooks()]).toEqual([["issued", "issued"], [{ again: true }]]);
    await clock.pass(60_000);
    await look(true);
    expect(await statuses()).toEqual(["closing", "issued"]);
  });
});
