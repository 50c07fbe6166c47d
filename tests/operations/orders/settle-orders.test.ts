import { describe, expect, test } from "vitest";
import { deletedPatch, disputePatch, paymentsPatch, refundPatch, riskPatch } from "~/loyalty/orders/placeholder-fact";
import { enrollMember } from "~/operations/members/enroll-member.server";
import { releasePoints } from "~/operations/ledger/release-points.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { resettleOrders } from "~/operations/orders/resettle-orders.server";
import { upsertProducts } from "~/operations/products/upsert-products.server";
import { aLine, anOrder, aRefund } from "../../loyalty/orders/an-order";
import { aProgram } from "../../loyalty/program/a-program";
import { aProgramVersion, aShop } from "../../support/a-shop";
import { expectBooks, pocketsOf, waitingTasks } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase({ atOnce: 32 });
const now = new Date("2026-03-02T12:00:00.000Z");
const later = new Date("2026-04-02T12:00:00.000Z");
const order = (orderId: string) => database.asOwner<{ accrued: string; reversed: string; basis: { refusal: string | null } | null; needs: string[]; member_id: string | null; qualifying_minor: string }>(
  `SELECT accrued, reversed, basis, needs, member_id, qualifying_minor FROM shop_order WHERE order_id = $1 ORDER BY shop_id DESC LIMIT 1`, [orderId]).then(([row]) => row!);
const wholeRefund = refundPatch("1001", aRefund({ lines: [{ lineId: "1", quantity: 1, netMinor: 5000 }] }));

describe("a paid order", () => {
  test("makes its customer a member and brings pending points, once", async () => {
    const shopId = await aShop(database);
    expect(await settleOrders(shopId, [anOrder()], now)).toMatchObject([{ orderId: "1001", worth: 50n, posted: 50n, status: "earns", refusal: null }]);
    expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 50, available: 0, owed: 0 });
    expect(await settleOrders(shopId, [anOrder()], now)).toMatchObject([{ posted: 0n }]);
    expect(await waitingTasks(database, shopId)).toEqual(["read-payments", "refresh-members"]);
    await expectBooks(shopId);
  });

  test("a repeated fact writes nothing at all", async () => {
    const shopId = await aShop(database);
    await settleOrders(shopId, [anOrder()], now);
    const version = () => database.asOwner(`SELECT xmin::text FROM shop_order WHERE shop_id = $1 UNION ALL SELECT xmin::text FROM wallet WHERE shop_id = $1`, [shopId]);
    const before = await version();
    await settleOrders(shopId, [anOrder(), anOrder()], later);
    expect(await version()).toEqual(before);
  });

  test("is released when its window is over, and refunded into debt when the points are gone", async () => {
    const shopId = await aShop(database);
    await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", customerId: "8" })], now);
    expect(await releasePoints(shopId, new Date("2026-03-15T10:59:59.000Z"))).toBe(0);
    expect(await releasePoints(shopId, later)).toBe(2);
    expect(await releasePoints(shopId, later)).toBe(0);
    expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 0, available: 50, owed: 0 });
    expect(await settleOrders(shopId, [wholeRefund], later)).toMatchObject([{ worth: 0n, posted: -50n }]);
    expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 0, available: 0, owed: 0 });
    expect(await pocketsOf(database, shopId, "8")).toEqual({ pending: 0, available: 50, owed: 0 });
    await expectBooks(shopId);
  });

  test("a refund takes other free points of the member when its own lot has not enough", async () => {
    const shopId = await aShop(database);
    await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", processedAt: "2026-03-01T13:00:00.000Z" })], now);
    await releasePoints(shopId, later);
    // The first order's lot is emptied by refunding the second one beyond its own points: both lots, then debt.
    await database.asOwner(`UPDATE lot SET free = 0, spent = 50 WHERE order_id = '1002' AND shop_id = $1`, [shopId]);
    await database.asOwner(`UPDATE wallet SET available = 50 WHERE shop_id = $1`, [shopId]);
    await settleOrders(shopId, [refundPatch("1002", aRefund({ refundId: "502", lines: [{ lineId: "1", quantity: 1, netMinor: 5000 }] }))], later);
    expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 0, available: 0, owed: 0 });
    await settleOrders(shopId, [wholeRefund], later);
    expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 0, available: 0, owed: 50 });
    await settleOrders(shopId, [anOrder({ orderId: "1003", paidAt: "2026-03-01T14:00:00.000Z" })], later);
    expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 0, available: 0, owed: 0 });
  });
});

describe("news out of order", () => {
  test("a refund eight months later, a refund before its order, a refund of an order nobody knows", async () => {
    const shopId = await aShop(database);
    await settleOrders(shopId, [anOrder()], now);
    await releasePoints(shopId, later);
    await settleOrders(shopId, [refundPatch("1001", aRefund({ createdAt: "2026-11-01T00:00:00.000Z", lines: [{ lineId: "1", quantity: 1, netMinor: 2500 }] }))], new Date("2026-11-01T00:00:00.000Z"));
    expect(await settleOrders(shopId, [refundPatch("1009", aRefund({ refundId: "9", amountMinor: 2000 }))], now)).toMatchObject([{ status: "not_seen", posted: 0n, memberId: null }]);
    expect((await order("1009")).needs).toEqual(["order"]);
    expect(await waitingTasks(database, shopId)).toContain("read-orders");
    expect(await settleOrders(shopId, [anOrder({ orderId: "1009", customerId: "8" })], now)).toMatchObject([{ worth: 30n, posted: 30n }]);
    expect((await order("1009")).needs).toEqual(["payments"]);
    await expectBooks(shopId);
  });

  test("a deleted order nobody knows is not asked for", async () => {
    const shopId = await aShop(database);
    await settleOrders(shopId, [deletedPatch("1009")], now);
    expect((await order("1009")).needs).toEqual([]);
  });

  test("facts of one order in one batch are one settlement", async () => {
    const shopId = await aShop(database);
    const settled = await settleOrders(shopId, [wholeRefund, anOrder({ paidAt: null }), anOrder({ updatedAt: "2026-03-01T12:05:00.000Z" })], now);
    expect(settled).toMatchObject([{ worth: 0n, posted: 0n, status: "earns" }]);
    await expectBooks(shopId);
  });

  test("a stale fact changes nothing", async () => {
    const shopId = await aShop(database);
    await settleOrders(shopId, [anOrder({ updatedAt: "2026-03-01T13:00:00.000Z", tags: ["new"] })], now);
    await settleOrders(shopId, [anOrder({ updatedAt: "2026-03-01T12:30:00.000Z", tags: ["old"], lines: [aLine({ unitPriceMinor: 9900 })] })], now);
    expect(await pocketsOf(database, shopId, "7")).toMatchObject({ pending: 50 });
  });

  test.each(["lost", "won"] as const)("a dispute stops the release until it is %s", async (status) => {
    const shopId = await aShop(database);
    await settleOrders(shopId, [anOrder()], now);
    await settleOrders(shopId, [disputePatch("1001", { disputeId: "1", status: "open", updatedAt: "2026-03-03T00:00:00.000Z" })], now);
    expect(await releasePoints(shopId, later)).toBe(0);
    await settleOrders(shopId, [disputePatch("1001", { disputeId: "1", status, updatedAt: "2026-03-20T00:00:00.000Z" })], later);
    expect(await releasePoints(shopId, later)).toBe(status === "won" ? 1 : 0);
    expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 0, available: status === "won" ? 50 : 0, owed: 0 });
    await expectBooks(shopId);
  });

  test("high risk stops the release", async () => {
    const shopId = await aShop(database);
    await settleOrders(shopId, [anOrder(), riskPatch("1001", "high", "2026-03-01T13:00:00.000Z")], now);
    expect(await releasePoints(shopId, later)).toBe(0);
    await settleOrders(shopId, [riskPatch("1001", "none", "2026-03-10T13:00:00.000Z")], now);
    expect(await releasePoints(shopId, later)).toBe(1);
  });

  test("what was paid by gift card is taken off once the payments are read", async () => {
    const shopId = await aShop(database);
    await settleOrders(shopId, [anOrder()], now);
    expect((await order("1001")).needs).toEqual(["payments"]);
    expect(await settleOrders(shopId, [paymentsPatch("1001", 2000)], now)).toMatchObject([{ worth: 30n, posted: -20n }]);
    expect((await order("1001")).needs).toEqual([]);
    await expectBooks(shopId);
  });
});

describe("many at once", () => {
  test("32 settlements of one order in parallel have one effect", async () => {
    const shopId = await aShop(database);
    await Promise.all(Array.from({ length: 32 }, () => settleOrders(shopId, [anOrder()], now)));
    expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 50, available: 0, owed: 0 });
    const [count] = await database.asOwner<{ n: string }>(`SELECT count(*) AS n FROM ledger_transaction WHERE shop_id = $1`, [shopId]);
    expect(count).toEqual({ n: "1" });
    await expectBooks(shopId);
  });

  test("batches that share orders, customers and members in any order agree", async () => {
    const shopId = await aShop(database);
    const facts = Array.from({ length: 40 }, (_, i) => anOrder({ orderId: String(2000 + i), customerId: String(100 + (i % 7)) }));
    const turned = (by: number) => [...facts.slice(by), ...facts.slice(0, by)];
    await Promise.all([0, 5, 13, 29, 33].map((by) => settleOrders(shopId, turned(by), now)));
    const [sum] = await database.asOwner<{ points: string; members: string }>(`SELECT sum(pending) AS points, count(*) AS members FROM wallet WHERE shop_id = $1`, [shopId]);
    expect(sum).toEqual({ points: "2000", members: "7" });
    await expectBooks(shopId);
  });
});

describe("who bought", () => {
  test("a guest's order earns when the order gains a customer", async () => {
    const shopId = await aShop(database);
    expect(await settleOrders(shopId, [anOrder({ customerId: null, customerSeenAt: null })], now)).toMatchObject([{ memberId: null, refusal: "guest", posted: 0n }]);
    expect(await settleOrders(shopId, [anOrder({ updatedAt: "2026-03-02T00:00:00.000Z", customerSeenAt: "2026-03-02T00:00:00.000Z" })], now)).toMatchObject([{ refusal: null, posted: 50n }]);
    await expectBooks(shopId);
  });

  test("an order given to another customer takes its points along", async () => {
    const shopId = await aShop(database);
    await settleOrders(shopId, [anOrder()], now);
    await settleOrders(shopId, [anOrder({ customerId: "8", updatedAt: "2026-03-02T00:00:00.000Z", customerSeenAt: "2026-03-02T00:00:00.000Z" })], now);
    expect(await pocketsOf(database, shopId, "7")).toMatchObject({ pending: 0 });
    expect(await pocketsOf(database, shopId, "8")).toMatchObject({ pending: 50 });
    await expectBooks(shopId);
  });

  test("an order given to a customer who is no member leaves the first member, and comes along when that customer joins", async () => {
    const shopId = await aShop(database, { program: aProgram({ enrollment: { mode: "opt_in", excludeTags: [] } }) });
    await enrollMember(shopId, { customerId: "7", actor: "staff:1" }, new Date("2026-02-01T12:00:00.000Z"));
    expect(await settleOrders(shopId, [anOrder()], now)).toMatchObject([{ posted: 50n }]);
    const given = anOrder({ customerId: "8", updatedAt: "2026-03-02T00:00:00.000Z", customerSeenAt: "2026-03-02T00:00:00.000Z" });
    expect(await settleOrders(shopId, [given], now)).toMatchObject([{ memberId: null, posted: -50n }]);
    expect(await settleOrders(shopId, [given], now)).toMatchObject([{ memberId: null, posted: 0n }]);
    expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 0, available: 0, owed: 0 });
    await expectBooks(shopId);
    await enrollMember(shopId, { customerId: "8", actor: "staff:1" }, now);
    await resettleOrders(shopId, now);
    expect(await pocketsOf(database, shopId, "8")).toMatchObject({ pending: 50 });
    await expectBooks(shopId);
  });

  test("an opt-in program enrolls nobody", async () => {
    const shopId = await aShop(database, { program: aProgram({ enrollment: { mode: "opt_in", excludeTags: [] } }) });
    expect(await settleOrders(shopId, [anOrder()], now)).toMatchObject([{ memberId: null, refusal: "not_enrolled" }]);
    expect(await pocketsOf(database, shopId, "7")).toBeNull();
  });

  test("before the launch facts are collected and nothing is posted, except to named test customers", async () => {
    const shopId = await aShop(database, { launchedAt: null, testCustomers: ["8"] });
    expect(await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", customerId: "8" })], now)).toMatchObject([{ posted: 0n }, { posted: 50n }]);
    expect((await order("1001")).basis).toBeNull();
    expect((await order("1001")).qualifying_minor).toBe("5000");
    await expectBooks(shopId);
  });

  test("a test order earns on a development store only", async () => {
    const [shopId, development] = [await aShop(database), await aShop(database, { development: true })];
    expect(await settleOrders(shopId, [anOrder({ test: true })], now)).toMatchObject([{ memberId: null, refusal: "test_order" }]);
    expect(await settleOrders(development, [anOrder({ test: true })], now)).toMatchObject([{ posted: 50n }]);
    expect((await order("1001")).qualifying_minor).toBe("0");
  });
});

describe("the program in force", () => {
  test("an order keeps the version it was placed under, whatever comes later", async () => {
    const shopId = await aShop(database, { program: aProgram() });
    await settleOrders(shopId, [anOrder()], now);
    await aProgramVersion(database, shopId, { program: { ...aProgram({ earn: { rate: { points: 9, perMinor: 100 } } }), version: 2 }, effectiveFrom: "2026-03-01T13:00:00.000Z" });
    await settleOrders(shopId, [refundPatch("1001", aRefund({ lines: [{ lineId: "1", quantity: 1, netMinor: 2500 }] }))], now);
    await settleOrders(shopId, [anOrder({ orderId: "1002", customerId: "8", processedAt: "2026-03-01T12:59:59.000Z" }), anOrder({ orderId: "1003", customerId: "9", processedAt: "2026-03-01T13:00:00.000Z" })], now);
    expect(await pocketsOf(database, shopId, "8")).toMatchObject({ pending: 50 });
    expect(await pocketsOf(database, shopId, "9")).toMatchObject({ pending: 450 });
    await expectBooks(shopId);
  });

  test.each(["onSale", "subscriptionFirst"] as const)("an order waits to be read where %s is switched off, which no webhook tells; one without variants or of a renewal tells enough", async (name) => {
    const shopId = await aShop(database, { program: aProgram({ earn: { counts: { [name]: false } } }) });
    const known = anOrder({ orderId: "1002", customerId: "8", lines: [aLine({ onSale: false })] });
    expect(await settleOrders(shopId, [anOrder(), known, anOrder({ orderId: "1003", customerId: "9", lines: [aLine({ variantId: null })] })], now)).toMatchObject([{ status: "waiting_for_order" }, { posted: 50n }, { posted: 50n }]);
    expect(await waitingTasks(database, shopId)).toContain("read-orders");
    expect(await settleOrders(shopId, [anOrder({ lines: [aLine({ onSale: name === "onSale", subscription: "first" })] })], now)).toMatchObject([{ posted: 0n, worth: 0n, refusal: null }]);
    // Priced once: later news by webhook, which tell neither, wait for nothing.
    expect(await settleOrders(shopId, [{ ...known, updatedAt: "2026-03-02T11:00:00.000Z", lines: [aLine()] }], now)).toMatchObject([{ posted: 0n, worth: 50n, status: "earns" }]);
    const renewal = anOrder({ orderId: "1004", customerId: "6", source: "subscription", lines: [aLine({ subscription: "renewal" })] });
    expect(await settleOrders(shopId, [renewal], now)).toMatchObject([name === "onSale" ? { status: "waiting_for_order" } : { posted: 50n }]);
    await expectBooks(shopId);
  });

  test("an order waits for products a rule asks about, and is priced when they are known", async () => {
    const program = aProgram({ earn: { multipliers: [{ scope: "tag", id: "new", title: "New", multiplier: { num: 2, den: 1 } }] } });
    const shopId = await aShop(database, { program });
    expect(await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", lines: [aLine({ productId: null })] })], now)).toMatchObject([{ status: "waiting_for_products" }, { posted: 50n }]);
    expect(await waitingTasks(database, shopId)).toContain("read-products");
    const product = { productId: "31", title: "Fern", tags: ["New"], collectionIds: [], giftCard: false, deleted: false, updatedAt: "2026-03-02T00:00:00.000Z" };
    expect(await upsertProducts(shopId, [product])).toEqual({ ordersToSettle: 1 });
    expect(await resettleOrders(shopId, now)).toBe(1);
    expect(await pocketsOf(database, shopId, "7")).toMatchObject({ pending: 150 });
    await expectBooks(shopId);
  });
});
