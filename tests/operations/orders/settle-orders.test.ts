import { expect, test } from "vitest";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import { anOrder, aRefund } from "../../loyalty/orders/an-order";
import { aShop } from "../../support/a-shop";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");

test("a paid order makes its customer a member and brings pending points", async () => {
  const shopId = await aShop(database);
  const [settled] = await settleOrders(shopId, [anOrder()], now);
  expect(settled).toMatchObject({ orderId: "1001", worth: 50n, posted: 50n, status: "earns", refusal: null });
  expect(await database.asOwner(`SELECT pending, available, held, debt, earned FROM wallet WHERE shop_id = $1`, [shopId]))
    .toEqual([{ pending: "50", available: "0", held: "0", debt: "0", earned: "50" }]);
  expect(await settleOrders(shopId, [anOrder()], now)).toMatchObject([{ posted: 0n }]);
  expect(await settleOrders(shopId, [refundPatch("1001", aRefund({ lines: [{ lineId: "1", quantity: 1, netMinor: 5000 }] }))], now)).toMatchObject([{ posted: -50n, worth: 0n }]);
});
