import { describe, expect, test } from "vitest";
import { expirePoints } from "~/operations/ledger/expire-points.server";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { compareCodes } from "~/operations/rewards/compare-codes.server";
import { readFor } from "~/store/in-transaction.server";
import { poolById } from "~/store/rewards/pool-rows.server";
import { aProgram } from "../../loyalty/program/a-program";
import { anOrder, aRefund } from "../../loyalty/orders/an-order";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { givenBack, readRedemption, redeemed } from "../../support/end-redemption";
import { expectBooks, pocketsOf } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
const at = (days: number) => new Date(now.getTime() + days * 86_400_000);
const program = (months: number | null = null) => aProgram({ returnWindow: { days: 0, from: "paid" }, expiry: { months, graceDays: 30 } });
/** An order of 100.00 that earns 100 points at once, paid for with a code. */
const paidWith = (code: string | null, given: Parameters<typeof anOrder>[0] = {}) => {
  const order = anOrder({ discountCodes: code === null ? [] : [code], createdAt: now.toISOString(), processedAt: now.toISOString(), paidAt: now.toISOString(), ...given });
  return { ...order, lines: [{ ...order.lines[0]!, unitPriceMinor: 10_000, quantity: 1, discountMinor: 0 }] };
};

describe("codes and what becomes of their points", () => {
  test("a code used after its points were given back is paid for with what that order itself earns, and undone with it", async () => {
    const shopId = await aShop(database, { program: program() });
    const { rewardId } = await aStockedReward(database, shopId, { codes: 5, now });
    const memberId = await aMemberWith(shopId, { customerId: "7", points: 100, now });
    const { redemptionId, code } = await redeemed(shopId, { rewardId, now });
    const later = await givenBack(shopId, { redemptionId, now });
    expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 0, available: 100, owed: 0 });
    await adjustPoints(shopId, { memberId, points: -100n, note: "spent", actor: "staff:1", commandId: "spent" }, later);
    await settleOrders(shopId, [paidWith(code)], later);
    expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 0, available: 0, owed: 0 });
    expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status: "voided", spent: 100n, restored: 0n });
    await expectBooks(shopId);
    await settleOrders(shopId, [paidWith(code, { updatedAt: at(1).toISOString(), cancelledAt: at(1).toISOString() })], at(1));
    expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 0, available: 0, owed: 0 });
    expect(await readRedemption(shopId, redemptionId)).toMatchObject({ spent: 100n, restored: 100n });
    await expectBooks(shopId);
  });

  test("a part that came back and expired does not stand in the way of the rest after a merge", async () => {
    const shopId = await aShop(database, { program: program(1) });
    const { rewardId } = await aStockedReward(database, shopId, { codes: 5, now, terms: { price: { kind: "fixed", points: 150 } } });
    await aMemberWith(shopId, { customerId: "8", points: 1, now });
    await settleOrders(shopId, [paidWith(null, { orderId: "1" })], now);
    await settleOrders(shopId, [paidWith(null, { orderId: "2", processedAt: at(2).toISOString(), paidAt: at(2).toISOString(), createdAt: at(2).toISOString() })], at(2));
    const { redemptionId, code } = await redeemed(shopId, { rewardId, points: 150, now: at(3) });
    const used = (given: Parameters<typeof anOrder>[0]) => paidWith(code, { orderId: "3", createdAt: at(3).toISOString(), processedAt: at(3).toISOString(), paidAt: null, ...given });
    await settleOrders(shopId, [used({})], at(3));
    await settleOrders(shopId, [used({ updatedAt: at(4).toISOString(), refunds: [aRefund({ amountMinor: 4_000 })] })], at(4));
    expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status: "burned", spent: 150n, restored: 60n });
    await expirePoints(shopId, at(200));
    await mergeCustomers(shopId, { fromCustomerId: "7", intoCustomerId: "8" }, at(201));
    await settleOrders(shopId, [used({ updatedAt: at(202).toISOString(), cancelledAt: at(202).toISOString() })], at(202));
    expect(await readRedemption(shopId, redemptionId)).toMatchObject({ spent: 150n, restored: 150n });
    expect(await pocketsOf(database, shopId, "8")).toMatchObject({ available: 91 });
    await expectBooks(shopId);
  });

  test("what was added to Shopify after its list was read is not missing; a lost discount takes every code that is out with it", async () => {
    const shopId = await aShop(database);
    const { rewardId, poolId } = await aStockedReward(database, shopId, { codes: 5, now: at(1) });
    await aMemberWith(shopId, { customerId: "7", points: 300, now });
    const { redemptionId } = await redeemed(shopId, { rewardId, now: at(1) });
    const pool = (await readFor(shopId, (db) => poolById(db, poolId)))!;
    expect(await compareCodes(shopId, pool, { codes: [] }, now)).toMatchObject({ missing: 0 });
    expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status: "issued" });
    expect(await compareCodes(shopId, pool, null, at(2))).toMatchObject({ missing: 1 });
    expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status: "closing", closingReason: "code_removed" });
    expect(await database.asOwner("SELECT state, count(*)::int FROM code WHERE shop_id = $1 AND pool_id = $2 GROUP BY 1 ORDER BY 1", [shopId, poolId])).toEqual([{ state: "bad", count: 1 }, { state: "closing", count: 1 }, { state: "gone", count: 4 }]);
  });
});
