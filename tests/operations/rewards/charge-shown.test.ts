import { expect, test } from "vitest";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { chargeShown } from "~/operations/rewards/charge-shown.server";
import { expireRedemptions } from "~/operations/rewards/expire-redemptions.server";
import { noteShownCodes } from "~/operations/rewards/note-shown-codes.server";
import { anOrder } from "../../loyalty/orders/an-order";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { codeEnds, givenBack, readRedemption, redeemed } from "../../support/end-redemption";
import { expectBooks } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
const after = (minutes: number, from = now) => new Date(from.getTime() + minutes * 60_000);
const placed = (code: string, at = now) => ({ orderId: "1", createdAt: at.toISOString(), discountCodes: [code] });
const available = async (shopId: bigint) => Number((await database.asOwner<{ available: string }>("SELECT available FROM wallet WHERE shop_id = $1", [shopId]))[0]!.available);

async function aCode(terms: object = {}) {
  const shopId = await aShop(database);
  const { rewardId } = await aStockedReward(database, shopId, { codes: 5, now, terms });
  await aMemberWith(shopId, { customerId: "7", points: 300, now });
  return { shopId, ...await redeemed(shopId, { rewardId, now }) };
}

test("a code that the list of orders showed is charged after an hour, though the order's event is parked; when it is handled after all, a canceled order gives all back", async () => {
  const { shopId, redemptionId, code } = await aCode();
  await noteShownCodes(shopId, [placed(code)], now);
  expect(await chargeShown(shopId, after(59))).toBe(0);
  expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status: "issued" });
  expect(await chargeShown(shopId, after(60))).toBe(1);
  expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status: "burned", spent: 100n, restored: 0n });
  expect(await database.asOwner("SELECT 1 FROM code WHERE shop_id = $1 AND state = 'used'", [shopId])).toHaveLength(1);
  expect(await chargeShown(shopId, after(75))).toBe(0);
  await settleOrders(shopId, [anOrder({ ...placed(code), customerId: "8", cancelledAt: after(80).toISOString() })], after(90));
  expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status: "burned", spent: 100n, restored: 100n });
  expect([await available(shopId), await chargeShown(shopId, after(200))]).toEqual([300, 0]);
  await expectBooks(shopId);
});

test("a code that was used after its points came back is charged again, once", async () => {
  const { shopId, redemptionId, code } = await aCode();
  const over = await givenBack(shopId, { redemptionId, now });
  await noteShownCodes(shopId, [placed(code, over)], over);
  expect([await chargeShown(shopId, after(60, over)), await chargeShown(shopId, after(61, over))]).toEqual([1, 0]);
  expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status: "voided", spent: 100n });
  expect(await available(shopId)).toBe(200);
  await expectBooks(shopId);
});

test("whose points ended with the code has paid for it", async () => {
  const { shopId, redemptionId, code } = await aCode({ onExpiry: "lapse", validityDays: 1 });
  const later = after(3 * 24 * 60);
  await expireRedemptions(shopId, later);
  const over = await codeEnds(shopId, { redemptionId, now: later });
  await noteShownCodes(shopId, [placed(code, over)], over);
  expect(await chargeShown(shopId, after(120, over))).toBe(0);
  expect(await available(shopId)).toBe(200);
  await expectBooks(shopId);
});
