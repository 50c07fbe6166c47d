import { beforeEach, expect, test } from "vitest";
import { importFacts } from "~/operations/orders/import-facts.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { claimRefreshes, finishRefreshes } from "~/store/cards/refresh-queue.server";
import { inTransaction } from "~/store/in-transaction.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { anOrder } from "../loyalty/orders/an-order";
import { aShop } from "../support/a-shop";
import { useDatabase } from "../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
const order = (n: number, at: string) => anOrder({ orderId: String(n), customerId: String(n), createdAt: at, processedAt: at, updatedAt: at, paidAt: at });

let shopId: bigint;
beforeEach(async () => { shopId = await aShop(database); });

const customers = async (ids: bigint[]) => (await database.asOwner<{ customer_id: string }>("SELECT customer_id FROM member WHERE shop_id = $1 AND member_id = ANY($2)", [shopId, ids])).map((row) => row.customer_id);
const claim = async (most: number, urgentOnly: boolean) => customers((await claimRefreshes(shopId, { most, leaseSeconds: 60, urgentOnly })).map(({ memberId }) => memberId));
const memberOf = async (customerId: string) => BigInt((await database.asOwner<{ member_id: string }>("SELECT member_id FROM member WHERE shop_id = $1 AND customer_id = $2", [shopId, customerId]))[0]!.member_id);

test("an order of now is claimed before thirty of the past that came first", async () => {
  await settleOrders(shopId, Array.from({ length: 30 }, (_, i) => order(100 + i, "2025-05-05T10:00:00.000Z")), new Date(now.getTime() - 60_000));
  await settleOrders(shopId, [order(7, minutesAgo(2))], now);
  expect(await claim(1, false)).toEqual(["7"]);
  expect(await claim(100, true)).toEqual([]);
  expect(await claim(100, false)).toHaveLength(30);
});

test("what happened within the hour is urgent, what is older or was imported is not", async () => {
  await settleOrders(shopId, [order(1, minutesAgo(59)), order(2, minutesAgo(61))], now);
  await importFacts(shopId, [order(3, minutesAgo(1))], now);
  expect(await claim(100, true)).toEqual(["1"]);
});

test("a refund of today makes the card of an old order urgent", async () => {
  const old = order(5, "2026-01-10T10:00:00.000Z");
  await settleOrders(shopId, [old], now);
  expect(await claim(100, true)).toEqual([]);
  const line = old.lines[0]!;
  await settleOrders(shopId, [{ ...old, updatedAt: minutesAgo(1), refunds: [{
    refundId: "9", createdAt: minutesAgo(1), amountMinor: 0, shippingMinor: 0,
    lines: [{ lineId: line.lineId, quantity: line.quantity, netMinor: line.unitPriceMinor * line.quantity - line.discountMinor, taxMinor: 0, presentmentNetMinor: line.unitPriceMinor * line.quantity - line.discountMinor, presentmentTaxMinor: 0 }],
  }] }], now);
  expect(await claim(100, true)).toEqual(["5"]);
});

test("one urgent cause makes a waiting member urgent, a later calm one takes nothing back, and it ends with the refresh", async () => {
  await settleOrders(shopId, [order(1, "2025-05-05T10:00:00.000Z")], now);
  const memberId = await memberOf("1");
  const ask = (urgent: boolean) => inTransaction(shopId, (db) => requestRefresh(db, new Map([[memberId, { retier: false, urgent }]]), now));
  await ask(true);
  await ask(false);
  expect(await claim(100, true)).toEqual(["1"]);
  const [{ cause }] = await database.asOwner<{ cause: string }>("SELECT cause FROM member_refresh WHERE shop_id = $1", [shopId]) as [{ cause: string }];
  await inTransaction(shopId, (db) => finishRefreshes(db, [{ memberId, cause: BigInt(cause), parkedReason: null }]));
  await ask(false);
  expect(await claim(100, true)).toEqual([]);
  expect(await claim(100, false)).toEqual(["1"]);
});
