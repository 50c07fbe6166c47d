import { describe, expect, test } from "vitest";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { releasePoints } from "~/operations/ledger/release-points.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { recomputeTiers } from "~/operations/tiers/recompute-tiers.server";
import { resettleOrders } from "~/operations/orders/resettle-orders.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import { aLine, anOrder, aRefund } from "../../loyalty/orders/an-order";
import { aProgram } from "../../loyalty/program/a-program";
import { aShop } from "../../support/a-shop";
import { dumpShop } from "../../support/dump-shop";
import { expectBooks, memberIdOf, pocketsOf } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
const later = new Date("2026-05-02T12:00:00.000Z");
const merge = { fromCustomerId: "7", intoCustomerId: "8" };

describe("merging two members", () => {
  test("moves pockets, lots, orders and debt, and later news lands on the one that stays", async () => {
    const shopId = await aShop(database, { program: aProgram() });
    await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", customerId: "8" })], now);
    await releasePoints(shopId, later);
    await adjustPoints(shopId, { memberId: await memberIdOf(database, shopId, "7"), points: -40n, note: "x", actor: "staff:1", commandId: "a" }, later);
    expect(await mergeCustomers(shopId, merge, later)).toEqual({ moved: "points" });
    expect(await pocketsOf(database, shopId, "8")).toEqual({ pending: 0, available: 60, owed: 0 });
    expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 0, available: 0, owed: 0 });
    await settleOrders(shopId, [refundPatch("1001", aRefund({ lines: [{ lineId: "1", quantity: 1, netMinor: 5000 }] })), anOrder({ orderId: "1003" })], later);
    expect(await pocketsOf(database, shopId, "8")).toEqual({ pending: 0, available: 60, owed: 0 });
    await expectBooks(shopId);
  });

  test("twice is once", async () => {
    const shopId = await aShop(database, { program: aProgram() });
    await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", customerId: "8" })], now);
    await mergeCustomers(shopId, merge, now);
    const { member_refresh: _refresh, jobs: _jobs, ...before } = await dumpShop(database, shopId);
    expect(await mergeCustomers(shopId, merge, now)).toEqual({ moved: "nothing" });
    const { member_refresh: _again, jobs: _more, ...after } = await dumpShop(database, shopId);
    // The redirect is written again with the same content.
    expect(after).toEqual(before);
  });

  test("the better tier stays", async () => {
    const shopId = await aShop(database, { program: aProgram() });
    await settleOrders(shopId, [anOrder({ lines: [aLine({ unitPriceMinor: 90_000 })] }), anOrder({ orderId: "1002", customerId: "8" })], now);
    await recomputeTiers(shopId, [await memberIdOf(database, shopId, "7")], now);
    await mergeCustomers(shopId, merge, now);
    const survivor = await memberIdOf(database, shopId, "8");
    expect(await database.asOwner(`SELECT tier FROM member WHERE shop_id = $1 AND member_id = $2`, [shopId, survivor])).toEqual([{ tier: "gold" }]);
    expect(await recomputeTiers(shopId, [survivor], now)).toEqual([]);
  });

  test("merges in a chain lead to the last one", async () => {
    const shopId = await aShop(database, { program: aProgram() });
    await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", customerId: "8" }), anOrder({ orderId: "1003", customerId: "9" })], now);
    await mergeCustomers(shopId, merge, now);
    await mergeCustomers(shopId, { fromCustomerId: "8", intoCustomerId: "9" }, now);
    await settleOrders(shopId, [anOrder({ orderId: "1004" })], now);
    expect(await pocketsOf(database, shopId, "9")).toMatchObject({ pending: 200 });
    await expectBooks(shopId);
  });

  test("a customer who was no member yet takes the member over", async () => {
    const shopId = await aShop(database, { program: aProgram() });
    await settleOrders(shopId, [anOrder()], now);
    expect(await mergeCustomers(shopId, merge, now)).toEqual({ moved: "member" });
    expect(await pocketsOf(database, shopId, "8")).toMatchObject({ pending: 50 });
    await settleOrders(shopId, [anOrder({ updatedAt: "2026-03-02T00:00:00.000Z", customerId: "8", customerSeenAt: "2026-03-02T00:00:00.000Z" })], now);
    expect(await pocketsOf(database, shopId, "8")).toMatchObject({ pending: 50 });
    await expectBooks(shopId);
  });

  test("orders of somebody who was no member are settled for the one who is", async () => {
    const shopId = await aShop(database, { program: aProgram({ enrollment: { mode: "opt_in", excludeTags: [] } }) });
    await settleOrders(shopId, [anOrder()], now);
    await database.asOwner(`WITH m AS (INSERT INTO member (shop_id, customer_id, enrolled_at, enrolled_by, tier, tier_since) VALUES ($1, '8', '2026-01-01', 'customer', 'member', '2026-01-01') RETURNING shop_id, member_id)
      INSERT INTO wallet (shop_id, member_id) SELECT shop_id, member_id FROM m`, [shopId]);
    await mergeCustomers(shopId, merge, now);
    expect(await resettleOrders(shopId, now)).toBe(1);
    expect(await pocketsOf(database, shopId, "8")).toMatchObject({ pending: 50 });
    await expectBooks(shopId);
  });

  test("racing with orders of both loses nothing", async () => {
    const shopId = await aShop(database, { program: aProgram() });
    const orders = Array.from({ length: 30 }, (_, i) => anOrder({ orderId: String(3000 + i), customerId: i % 2 ? "7" : "8" }));
    await Promise.all([...orders.map((order) => settleOrders(shopId, [order], now)), mergeCustomers(shopId, merge, now), mergeCustomers(shopId, merge, now)]);
    await resettleOrders(shopId, now);
    expect(await pocketsOf(database, shopId, "8")).toMatchObject({ pending: 1500 });
    await expectBooks(shopId);
  });
});
