import { expect, test } from "vitest";
import { verifyLedger } from "~/operations/ledger/verify-ledger.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import { anOrder, aRefund } from "../../loyalty/orders/an-order";
import { aShop } from "../../support/a-shop";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");

test("an order that goes to another customer makes both tiers be looked at", async () => {
  const shopId = await aShop(database);
  await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", customerId: "8" })], now);
  await database.asOwner(`DELETE FROM member_refresh WHERE shop_id = $1`, [shopId]);
  const later = "2026-03-02T00:00:00.000Z";
  await settleOrders(shopId, [anOrder({ customerId: "8", customerSeenAt: later, updatedAt: later })], now);
  expect(await database.asOwner(`SELECT customer_id, retier FROM member_refresh JOIN member USING (shop_id, member_id) WHERE shop_id = $1 ORDER BY 1`, [shopId]))
    .toEqual([{ customer_id: "7", retier: true }, { customer_id: "8", retier: true }]);
});

test("what a member earned goes with the orders when two are merged", async () => {
  const shopId = await aShop(database);
  await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", customerId: "8" })], now);
  await mergeCustomers(shopId, { fromCustomerId: "7", intoCustomerId: "8" }, now);
  const earned = () => database.asOwner(`SELECT customer_id, earned::int FROM member JOIN wallet USING (shop_id, member_id) WHERE shop_id = $1 ORDER BY 1`, [shopId]);
  expect(await earned()).toEqual([{ customer_id: "7", earned: 0 }, { customer_id: "8", earned: 100 }]);
  await settleOrders(shopId, ["1001", "1002"].map((orderId, n) => refundPatch(orderId, aRefund({ refundId: String(n), amountMinor: 5000 }))), now);
  expect(await earned()).toEqual([{ customer_id: "7", earned: 0 }, { customer_id: "8", earned: 0 }]);
  expect(await verifyLedger(shopId)).toEqual([]);
});
