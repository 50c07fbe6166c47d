import pg from "pg";
import { describe, expect, test } from "vitest";
import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { releasePoints } from "~/operations/ledger/release-points.server";
import { verifyLedger } from "~/operations/ledger/verify-ledger.server";
import { enrollMember } from "~/operations/members/enroll-member.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { IdempotencyConflict } from "~/store/ledger/posted-under.server";
import { anOrder, aRefund } from "../../loyalty/orders/an-order";
import { aShop } from "../../support/a-shop";
import { dumpShop } from "../../support/dump-shop";
import { useDatabase } from "../../support/use-database";
import { spendAtOnce } from "./spend-at-once";

const database = useDatabase({ atOnce: 48 });
const now = new Date("2026-03-02T12:00:00.000Z");
const times = <T>(count: number, make: (n: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, n) => make(n)));

const totalsOf = (shopId: bigint) => database.asOwner(`SELECT (SELECT count(*)::int FROM ledger_transaction WHERE shop_id = $1) AS transactions,
  (SELECT sum(pending + available + debt)::int FROM wallet WHERE shop_id = $1) AS points, (SELECT count(*)::int FROM member WHERE shop_id = $1) AS members`, [shopId]);

describe("everything at once", () => {
  test("32 settlements of one order by a customer nobody knows have one effect", async () => {
    const shopId = await aShop(database);
    await times(32, () => settleOrders(shopId, [anOrder()], now));
    expect(await totalsOf(shopId)).toEqual([{ transactions: 1, points: 50, members: 1 }]);
    expect(await verifyLedger(shopId)).toEqual([]);
  });

  test("the order, two refunds of it and its cancellation, eight times each at once, end at nothing", async () => {
    const shopId = await aShop(database);
    const facts = [anOrder(), refundPatch("1001", aRefund({ amountMinor: 1000 })), refundPatch("1001", aRefund({ refundId: "502", amountMinor: 700 })), anOrder({ updatedAt: "2026-03-02T00:00:00.000Z", cancelledAt: "2026-03-02T00:00:00.000Z" })];
    await times(32, (n) => settleOrders(shopId, [facts[n % 4]!], now));
    expect(await totalsOf(shopId)).toMatchObject([{ points: 0, members: 1 }]);
    expect(await verifyLedger(shopId)).toEqual([]);
  });

  test("batches that overlap, each other way round, settle every order once", async () => {
    const shopId = await aShop(database);
    const orders = Array.from({ length: 30 }, (_, n) => anOrder({ orderId: String(2001 + n), customerId: n % 5 === 0 ? null : String(70 + (n % 4)) }));
    await times(10, (n) => settleOrders(shopId, n % 2 === 0 ? orders.slice(n) : orders.slice(n).reverse(), now));
    expect(await totalsOf(shopId)).toEqual([{ transactions: 24, points: 24 * 50, members: 4 }]);
    expect(await verifyLedger(shopId)).toEqual([]);
  });

  test("100 points are spent ten at a time exactly ten times, each command once", async () => {
    const shopId = await aShop(database);
    expect(await spendAtOnce(database, shopId)).toEqual({ posted: 10, repeated: 10, refused: 28, available: 0n });
    expect(await verifyLedger(shopId)).toEqual([]);
  });

  test("a release by five workers frees a lot once", async () => {
    const shopId = await aShop(database);
    await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002" }), anOrder({ orderId: "1003", customerId: "8" })], now);
    const freed = await times(5, () => releasePoints(shopId, new Date("2026-06-01T00:00:00.000Z")));
    expect(freed.reduce((sum, lots) => sum + lots)).toBe(3);
    expect(await verifyLedger(shopId)).toEqual([]);
  });

  test("orders of both customers that arrive while the two are merged all land on the survivor", async () => {
    const shopId = await aShop(database);
    await settleOrders(shopId, [anOrder({ orderId: "1" }), anOrder({ orderId: "2", customerId: "8" })], now);
    await Promise.all([
      ...Array.from({ length: 12 }, (_, n) => settleOrders(shopId, [anOrder({ orderId: String(10 + n), customerId: n % 2 === 0 ? "7" : "8" })], now)),
      mergeCustomers(shopId, { fromCustomerId: "7", intoCustomerId: "8" }, now), mergeCustomers(shopId, { fromCustomerId: "7", intoCustomerId: "8" }, now),
    ]);
    expect(await database.asOwner(`SELECT customer_id, state, (pending + available)::int AS points FROM member JOIN wallet USING (shop_id, member_id) WHERE shop_id = $1 ORDER BY 1`, [shopId]))
      .toEqual([{ customer_id: "7", state: "merged", points: 0 }, { customer_id: "8", state: "member", points: 14 * 50 }]);
    expect(await verifyLedger(shopId)).toEqual([]);
  });
});

describe("keys", () => {
  test("a command's key with another body is refused loudly, and changes nothing", async () => {
    const shopId = await aShop(database);
    const [one, two] = await times(2, async (n) => (await enrollMember(shopId, { customerId: String(7 + n), actor: "staff:1" }, now)) as { memberId: bigint });
    const command = { memberId: one!.memberId, points: 10n, note: "sorry", actor: "staff:1", commandId: "k" };
    await adjustPoints(shopId, command, now);
    expect(await adjustPoints(shopId, command, now)).toMatchObject({ repeated: true });
    const before = await dumpShop(database, shopId);
    for (const other of [{ points: 11n }, { note: "other" }, { memberId: two!.memberId }]) await expect(adjustPoints(shopId, { ...command, ...other }, now)).rejects.toThrow(IdempotencyConflict);
    expect(await dumpShop(database, shopId)).toEqual(before);
  });

  test("one key for two members at once posts for one of them and is refused for the other", async () => {
    const shopId = await aShop(database);
    const members = await times(4, async (n) => (await enrollMember(shopId, { customerId: String(7 + n), actor: "staff:1" }, now)) as { memberId: bigint });
    const answers = await Promise.allSettled(members.map(({ memberId }) => adjustPoints(shopId, { memberId, points: 10n, note: "sorry", actor: "staff:1", commandId: "k" }, now)));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers) if (answer.status === "rejected") expect(answer.reason).toBeInstanceOf(IdempotencyConflict);
    expect(await totalsOf(shopId)).toMatchObject([{ transactions: 1, points: 10 }]);
  });

  test("an order whose totals were wound back does not post again under its old key", async () => {
    const shopId = await aShop(database);
    await settleOrders(shopId, [anOrder()], now);
    await database.asOwner(`UPDATE shop_order SET accrued = 0 WHERE shop_id = $1`, [shopId]);
    const before = await dumpShop(database, shopId);
    await expect(settleOrders(shopId, [anOrder()], now)).rejects.toThrow("key");
    expect(await dumpShop(database, shopId)).toEqual(before);
  });
});

describe("half done is not done", () => {
  /** Ends the backend that runs the named statement, as often as it is met, before it answers. */
  async function killedDuring<T>(text: RegExp, work: () => Promise<T>): Promise<T> {
    const sound = pg.Client.prototype.query as (...given: unknown[]) => unknown;
    pg.Client.prototype.query = function (this: pg.Client & { processID?: number }, statement: unknown, ...more: unknown[]) {
      const named = typeof statement === "object" && statement !== null && "text" in statement ? String(statement.text) : String(statement);
      if (!text.test(named)) return sound.call(this, statement, ...more);
      return database.asOwner("SELECT pg_terminate_backend($1)", [this.processID]).then(() => sound.call(this, statement, ...more));
    } as typeof pg.Client.prototype.query;
    try {
      return await work();
    } finally {
      pg.Client.prototype.query = sound as typeof pg.Client.prototype.query;
    }
  }

  test.each([["the orders are saved", /INSERT INTO shop_order/], ["the ledger is posted", /INSERT INTO ledger_transaction/], ["the refresh is asked for", /INSERT INTO member_refresh/], ["it commits", /^COMMIT$/]])(
    "a connection killed when %s leaves nothing behind, and the next try does it all", async (_when, statement) => {
      const shopId = await aShop(database);
      await settleOrders(shopId, [anOrder({ orderId: "9" })], now);
      const before = await dumpShop(database, shopId);
      await expect(killedDuring(statement, () => settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", customerId: "8" })], now))).rejects.toMatchObject({ name: "DatabaseDown" });
      expect(await dumpShop(database, shopId)).toEqual(before);
      await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", customerId: "8" })], now);
      expect(await totalsOf(shopId)).toEqual([{ transactions: 3, points: 150, members: 2 }]);
      expect(await verifyLedger(shopId)).toEqual([]);
    });

  test("one fact that cannot be stored takes its whole batch back", async () => {
    const shopId = await aShop(database);
    await settleOrders(shopId, [anOrder({ orderId: "9" })], now);
    const before = await dumpShop(database, shopId);
    await expect(settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", name: "#1002\u0000" })], now)).rejects.toThrow();
    expect(await dumpShop(database, shopId)).toEqual(before);
  });
});
