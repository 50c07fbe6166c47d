import { describe, expect, test } from "vitest";
import { deletedPatch } from "~/loyalty/orders/placeholder-fact";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { chargeShown } from "~/operations/rewards/charge-shown.server";
import { noteShownCodes } from "~/operations/rewards/note-shown-codes.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { buyerRedemptions } from "~/store/buyer/buyer-redemptions.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { noteUses } from "~/store/rewards/code-uses.server";
import { shownUncharged } from "~/store/rewards/due-redemptions.server";
import { anOrder } from "../../loyalty/orders/an-order";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { codeEnds, readRedemption, redeemed } from "../../support/end-redemption";
import { expectBooks, pocketsOf } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const HOUR = 3_600;
const codeState = async (shopId: bigint) => (await database.asOwner<{ state: string }>("SELECT state FROM code JOIN redemption USING (shop_id, code_id) WHERE shop_id = $1", [shopId]))[0]!.state;

/** Customer 7 had 300 points and has a code for 100 of them. */
async function aHolder() {
  const shopId = await aShop(database);
  const { rewardId } = await aStockedReward(database, shopId, { codes: 2, now });
  const memberId = await aMemberWith(shopId, { customerId: "7", points: 300, now });
  return { shopId, memberId, rewardId, ...await redeemed(shopId, { rewardId, now }) };
}

/** Somebody else's order. */
const placed = (code: string, seconds: number, orderId = "900") => anOrder({ orderId, customerId: "8", discountCodes: [code], createdAt: after(seconds).toISOString(), updatedAt: after(seconds).toISOString() });

type Telling = (shopId: bigint, order: ReturnType<typeof placed>) => Promise<unknown>;
const TELLINGS: [string, Telling][] = [
  ["the order itself", (shopId, order) => settleOrders(shopId, [order], after(60))],
  ["a list of orders", (shopId, order) => noteShownCodes(shopId, [order], after(60))],
  ["a list, and the order's deletion", async (shopId, order) => {
    await noteShownCodes(shopId, [order], after(60));
    await settleOrders(shopId, [deletedPatch(order.orderId)], after(90));
  }],
];

describe("an order from before a code was handed out is not its holder's", () => {
  test.each(TELLINGS)("told by %s afterwards, the code has leaked and the holder has the points back", async (_what, tell) => {
    const { shopId, memberId, rewardId, redemptionId, code } = await aHolder();
    await tell(shopId, placed(code, -HOUR));
    expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status: "closing", closingReason: "code_removed", spent: 0n });
    expect(await codeState(shopId)).toBe("leaked");
    expect(await redeemReward(shopId, { customerId: "7", rewardId, points: 100, requestId: "next", surface: "panel" }, after(120))).toMatchObject({ redemption: { status: "held" } });
    await codeEnds(shopId, { redemptionId, now: after(120) });
    expect(await readFor(shopId, (db) => shownUncharged(db, after(3 * HOUR), 1))).toEqual([]);
    expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status: "voided", spent: 0n });
    expect([await codeState(shopId), await pocketsOf(database, shopId, "7")]).toEqual(["leaked", { pending: 0, available: 200, owed: 0 }]);
    // Whose order it was is nobody's business.
    expect((await readFor(shopId, (db) => buyerRedemptions(db, memberId, { only: redemptionId, most: 1 })))[0]).toMatchObject({ order: null });
    await expectBooks(shopId);
  });

  test.each([[-60, "burned"], [-61, "closing"]])("clocks may differ by a minute: of one %i seconds away it is %s", async (seconds, status) => {
    const { shopId, redemptionId, code } = await aHolder();
    await settleOrders(shopId, [placed(code, seconds)], after(60));
    expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status });
  });

  test("who used the code all the same has paid for it, and it stays leaked", async () => {
    const { shopId, redemptionId, code } = await aHolder();
    await noteShownCodes(shopId, [placed(code, -HOUR)], after(60));
    await settleOrders(shopId, [placed(code, 10, "901")], after(60));
    expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status: "burned", spent: 100n, restored: 0n });
    expect([await codeState(shopId), await pocketsOf(database, shopId, "7")]).toEqual(["leaked", { pending: 0, available: 200, owed: 0 }]);
    await expectBooks(shopId);
  });

  test("a use whose time was not known is charged, and taken back when the order tells that it was before", async () => {
    const { shopId, redemptionId, code } = await aHolder();
    const { codeId } = await readRedemption(shopId, redemptionId);
    await inTransaction(shopId, (db) => noteUses(db, [{ codeId: codeId!, orderId: "900", orderedAt: null }], now));
    expect(await chargeShown(shopId, after(HOUR))).toBe(1);
    await settleOrders(shopId, [placed(code, -HOUR)], after(2 * HOUR));
    expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status: "burned", spent: 100n, restored: 100n });
    await settleOrders(shopId, [deletedPatch("900")], after(3 * HOUR));
    expect([await codeState(shopId), await pocketsOf(database, shopId, "7")]).toEqual(["leaked", { pending: 0, available: 300, owed: 0 }]);
    await expectBooks(shopId);
  });
});
