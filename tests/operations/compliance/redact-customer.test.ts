import { describe, expect, test } from "vitest";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import { exportCustomer } from "~/operations/compliance/export-customer.server";
import { receiveRequest } from "~/operations/compliance/receive-request.server";
import { redactCustomer } from "~/operations/compliance/redact-customer.server";
import { releasePoints } from "~/operations/ledger/release-points.server";
import { enrollMember } from "~/operations/members/enroll-member.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { upsertCustomers } from "~/operations/members/upsert-customers.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { requestAnswer } from "~/store/compliance/requests.server";
import { inTransaction } from "~/store/in-transaction.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import { anOrder, aRefund } from "../../loyalty/orders/an-order";
import { aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { codeEnds, readRedemption, redeemed } from "../../support/end-redemption";
import { expectBooks } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
const later = new Date("2026-05-02T12:00:00.000Z");
const CANARY = { customerId: "7777777777", name: "Zyxwana Canaryworth", email: "canary.zyx@example.com", phone: "+15550199777" };
const subject = { customerId: CANARY.customerId, email: CANARY.email, orderIds: ["1001"] };
const wholeRefund = (orderId: string) => refundPatch(orderId, aRefund({ refundId: `r${orderId}`, lines: [{ lineId: "1", quantity: 1, netMinor: 5000 }] }));

async function aCanary() {
  const shopId = await aShop(database, { testCustomers: [CANARY.customerId] });
  await upsertCustomers(shopId, [{ ...CANARY, emailVerified: true, locale: "en", tags: ["vip-canary"], emailConsentAt: null, hasAccount: true, createdAt: now.toISOString(), updatedAt: now.toISOString() }], now);
  const emailHash = (await shopHasher(shopId)).email(CANARY.email);
  await settleOrders(shopId, [anOrder({ customerId: CANARY.customerId, emailHash }), anOrder({ orderId: "1002", customerId: CANARY.customerId, emailHash })], now);
  await releasePoints(shopId, later);
  await settleOrders(shopId, [anOrder({ orderId: "1003", customerId: CANARY.customerId, paidAt: "2026-05-01T12:00:00.000Z" })], later);
  return { shopId, emailHash };
}

async function redact(shopId: bigint): Promise<{ erased: number }> {
  const { requestId } = await receiveRequest(shopId, { kind: "customer_redact", key: "customer_redact:1", subject }, later);
  return redactCustomer(shopId, requestId, later);
}

/** Everything in every table of the database, the queue's too, in which the text stands. */
async function whereIs(text: string): Promise<string[]> {
  const tables = await database.asOwner<{ name: string }>(`SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema IN ('public', 'graphile_worker') AND table_type = 'BASE TABLE'`);
  const hits = await Promise.all(tables.map(async ({ name }) => {
    const [row] = await database.asOwner<{ n: string }>(`SELECT count(*) AS n FROM ${name} t WHERE position(lower($1) IN lower(t::text)) > 0 OR position($2 IN t::text) > 0`, [text, Buffer.from(text).toString("hex")]);
    return row!.n === "0" ? [] : [name];
  }));
  return hits.flat();
}

describe("forgetting a customer", () => {
  test("leaves no trace of the person in any table, and the ledger whole", async () => {
    const { shopId, emailHash } = await aCanary();
    expect(await whereIs(CANARY.customerId)).not.toEqual([]);
    const before = await database.asOwner(`SELECT txn_id, line, account, delta FROM ledger_entry WHERE shop_id = $1 ORDER BY 1, 2`, [shopId]);
    expect(await redact(shopId)).toEqual({ erased: 1 });
    for (const trace of [...Object.values(CANARY), "canary", emailHash!]) expect(await whereIs(trace), trace).toEqual([]);
    const after = await database.asOwner(`SELECT txn_id, line, account, delta FROM ledger_entry WHERE shop_id = $1 ORDER BY 1, 2`, [shopId]);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(await database.asOwner(`SELECT pending, available, held, debt FROM wallet WHERE shop_id = $1`, [shopId])).toEqual([{ pending: "0", available: "0", held: "0", debt: "0" }]);
    expect(await database.asOwner(`SELECT sum(delta)::int AS breakage FROM ledger_entry WHERE shop_id = $1 AND account = 'breakage'`, [shopId])).toEqual([{ breakage: 150 }]);
    await expectBooks(shopId);
  });

  test("their codes name them no more, and nothing of them is left when a code that was out is gone", async () => {
    const { shopId } = await aCanary();
    const { rewardId } = await aStockedReward(database, shopId, { codes: 1, now: later });
    const { redemptionId } = await redeemed(shopId, { customerId: CANARY.customerId, rewardId, now: later });
    await redact(shopId);
    for (const trace of [...Object.values(CANARY), "canary"]) expect(await whereIs(trace), trace).toEqual([]);
    expect(await database.asOwner(`SELECT available, held FROM wallet WHERE shop_id = $1`, [shopId])).toEqual([{ available: "0", held: "100" }]);
    await codeEnds(shopId, { redemptionId, now: later });
    expect(await database.asOwner(`SELECT available, held, debt FROM wallet WHERE shop_id = $1`, [shopId])).toEqual([{ available: "0", held: "0", debt: "0" }]);
    await expectBooks(shopId);
  });

  test("what staff wrote beside a code they canceled is gone with them", async () => {
    const { shopId } = await aCanary();
    const { rewardId } = await aStockedReward(database, shopId, { codes: 1, now: later });
    const { redemptionId } = await redeemed(shopId, { customerId: CANARY.customerId, rewardId, now: later });
    await cancelRedemption(shopId, { redemptionId, customerId: null, actor: "staff:1", reason: "canceled_by_staff", note: `${CANARY.name} called` }, later);
    expect(await whereIs(CANARY.name)).toContain("public.redemption");
    await redact(shopId);
    expect(await whereIs(CANARY.name)).toEqual([]);
  });

  test("nor do their orders say which codes they had; news that says it again undoes nothing, whoever it names", async () => {
    const { shopId } = await aCanary();
    const { rewardId } = await aStockedReward(database, shopId, { codes: 1, now: later });
    const { redemptionId, code } = await redeemed(shopId, { customerId: CANARY.customerId, rewardId, now: later });
    const used = (given: Partial<OrderFact>) => anOrder({ orderId: "1020", customerId: CANARY.customerId, discountCodes: [code, "BIRTHDAY"], createdAt: later.toISOString(), updatedAt: later.toISOString(), ...given });
    await settleOrders(shopId, [used({})], later);
    expect([await whereIs(code), await whereIs("BIRTHDAY")]).toEqual([["public.shop_order"], ["public.shop_order"]]);
    await redact(shopId);
    const news: Partial<OrderFact>[] = [{}, { updatedAt: "2026-05-03T00:00:00.000Z" }, { updatedAt: "2026-05-04T00:00:00.000Z", customerId: null, customerSeenAt: null }];
    for (const told of [null, ...news]) {
      if (told) await settleOrders(shopId, [used(told)], later);
      expect([...await whereIs(code), ...await whereIs("BIRTHDAY")]).toEqual([]);
      expect(await readRedemption(shopId, redemptionId)).toMatchObject({ status: "burned", spent: 100n, restored: 0n });
    }
    await expectBooks(shopId);
  });

  test("a guest's order is told of as nobody's, also by news that comes later; one that becomes somebody else's says everything of them", async () => {
    const shopId = await aShop(database);
    const emailHash = (await shopHasher(shopId)).email("guest.zyx@example.com");
    const guest = anOrder({ orderId: "1021", customerId: null, customerSeenAt: null, emailHash, discountCodes: ["GUESTS"] });
    await settleOrders(shopId, [guest], now);
    const { requestId } = await receiveRequest(shopId, { kind: "customer_redact", key: "customer_redact:4", subject: { customerId: null, email: "guest.zyx@example.com", orderIds: ["1021"] } }, later);
    await redactCustomer(shopId, requestId, later);
    await settleOrders(shopId, [{ ...guest, updatedAt: "2026-05-03T00:00:00.000Z" }], later);
    for (const trace of [emailHash!, "GUESTS"]) expect(await whereIs(trace), trace).toEqual([]);
    await settleOrders(shopId, [{ ...guest, updatedAt: "2026-05-04T00:00:00.000Z", customerId: "8", customerSeenAt: "2026-05-04T00:00:00.000Z" }], later);
    expect(await database.asOwner("SELECT fact->>'customerId' AS customer, fact->'discountCodes'->>0 AS code, erased FROM shop_order WHERE shop_id = $1", [shopId])).toEqual([{ customer: "8", code: "GUESTS", erased: false }]);
  });

  test("twice is once, also when the request is delivered twice", async () => {
    const { shopId } = await aCanary();
    await redact(shopId);
    expect(await redact(shopId)).toEqual({ erased: 0 });
    expect(await database.asOwner(`SELECT state FROM compliance_request WHERE shop_id = $1`, [shopId])).toEqual([{ state: "done" }]);
  });

  test("late news does not bring the person back, and leaves the same books as news before it", async () => {
    const [first, second] = [await aCanary(), await aCanary()];
    await settleOrders(first.shopId, [wholeRefund("1001")], later);
    await redact(first.shopId);
    await redact(second.shopId);
    await settleOrders(second.shopId, [wholeRefund("1001"), anOrder({ orderId: "1002", customerId: CANARY.customerId, emailHash: second.emailHash, updatedAt: "2026-05-03T00:00:00.000Z" })], later);
    await settleOrders(second.shopId, [anOrder({ orderId: "1009", customerId: CANARY.customerId, emailHash: second.emailHash })], later);
    await upsertCustomers(second.shopId, [{ ...CANARY, emailVerified: true, locale: "en", tags: ["canary"], emailConsentAt: null, hasAccount: true, createdAt: later.toISOString(), updatedAt: later.toISOString() }], later);
    for (const trace of [...Object.values(CANARY), second.emailHash!]) expect(await whereIs(trace), trace).toEqual([]);
    const books = (shopId: bigint) => database.asOwner(`SELECT account, sum(delta) AS points FROM ledger_entry WHERE shop_id = $1 GROUP BY 1 HAVING sum(delta) <> 0 ORDER BY 1`, [shopId]);
    expect(await books(second.shopId)).toEqual(await books(first.shopId));
    await expectBooks(first.shopId);
    await expectBooks(second.shopId);
  });

  test("finds the person by e-mail alone, and by a customer id that was merged away", async () => {
    const byEmail = await aCanary();
    const { requestId } = await receiveRequest(byEmail.shopId, { kind: "customer_redact", key: "customer_redact:2", subject: { customerId: null, email: CANARY.email, orderIds: [] } }, later);
    expect(await redactCustomer(byEmail.shopId, requestId, later)).toEqual({ erased: 1 });
    const merged = await aCanary();
    await mergeCustomers(merged.shopId, { fromCustomerId: CANARY.customerId, intoCustomerId: "8888888888" }, later);
    expect(await redact(merged.shopId)).toEqual({ erased: 1 });
    for (const trace of [...Object.values(CANARY), "8888888888"]) expect(await whereIs(trace), trace).toEqual([]);
    await settleOrders(merged.shopId, [anOrder({ orderId: "1010", customerId: "8888888888" })], later);
    expect(await database.asOwner(`SELECT state FROM member WHERE shop_id = $1 ORDER BY 1`, [merged.shopId])).toEqual([{ state: "redacted" }]);
    await expectBooks(merged.shopId);
  });

  test("an order given to somebody else afterwards leaves no debt with the person who was erased", async () => {
    const { shopId } = await aCanary();
    await redact(shopId);
    const given = anOrder({ customerId: "8", updatedAt: "2026-05-03T00:00:00.000Z", customerSeenAt: "2026-05-03T00:00:00.000Z" });
    expect(await settleOrders(shopId, [given], later)).toMatchObject([{ worth: 50n, memberId: expect.any(BigInt) }]);
    expect(await database.asOwner(`SELECT m.state, pending + available AS points, debt FROM wallet JOIN member m USING (shop_id, member_id) WHERE shop_id = $1 ORDER BY 1`, [shopId]))
      .toEqual([{ state: "member", points: "50", debt: "0" }, { state: "redacted", points: "0", debt: "0" }]);
    expect(await settleOrders(shopId, [given], later)).toMatchObject([{ posted: 0n }]);
    const sums = await database.asOwner(`SELECT account, sum(delta)::int AS points FROM ledger_entry WHERE shop_id = $1 AND account IN ('issuance', 'breakage') GROUP BY 1 ORDER BY 1`, [shopId]);
    expect(sums).toEqual([{ account: "breakage", points: 100 }, { account: "issuance", points: -150 }]);
    await expectBooks(shopId);
  });

  test("racing with orders and a merge keeps the books", async () => {
    const { shopId } = await aCanary();
    const { requestId } = await receiveRequest(shopId, { kind: "customer_redact", key: "customer_redact:3", subject }, later);
    const orders = Array.from({ length: 12 }, (_, i) => anOrder({ orderId: String(5000 + i), customerId: CANARY.customerId }));
    await Promise.all([...orders.map((order) => settleOrders(shopId, [order], later)), redactCustomer(shopId, requestId, later), settleOrders(shopId, [wholeRefund("1001")], later)]);
    await expectBooks(shopId);
    expect(await whereIs(CANARY.customerId)).toEqual([]);
  });

  test("who joins again by their own will starts from nothing", async () => {
    const { shopId } = await aCanary();
    await redact(shopId);
    expect(await enrollMember(shopId, { customerId: CANARY.customerId, actor: "customer" }, later)).toMatchObject({ joined: true });
    expect(await settleOrders(shopId, [anOrder({ orderId: "1011", customerId: CANARY.customerId, processedAt: later.toISOString() })], later)).toMatchObject([{ posted: 50n }]);
    await expectBooks(shopId);
  });
});

describe("a data request", () => {
  test("tells everything that is kept, sealed until it is fetched", async () => {
    const { shopId } = await aCanary();
    const { requestId } = await receiveRequest(shopId, { kind: "data_request", key: "data_request:1", subject }, later);
    expect(await exportCustomer(shopId, requestId, later)).toEqual({ members: 1 });
    expect(await exportCustomer(shopId, requestId, later)).toEqual({ members: 0 });
    const told = JSON.parse((await inTransaction(shopId, (db) => requestAnswer(db, requestId)))!.toString()) as { members: Record<string, unknown>[] };
    expect(told.members[0]).toMatchObject({
      profile: { name: CANARY.name, email: CANARY.email, phone: CANARY.phone }, member: { customerId: CANARY.customerId, tags: ["vip-canary"] }, wallet: { pending: 50, available: 100 },
    });
    expect((told.members[0]!["orders"] as { orderId: string }[]).map(({ orderId }) => orderId).sort()).toEqual(["1001", "1002", "1003"]);
    expect(told.members[0]!["transactions"]).toHaveLength(5);
    expect(await database.asOwner(`SELECT action FROM access_log WHERE shop_id = $1`, [shopId])).toEqual([{ action: "export_customer" }]);
    const [stored] = await database.asOwner<{ answer: Buffer; due: number }>(`SELECT answer, (due_at::date - received_at::date) AS due FROM compliance_request WHERE shop_id = $1`, [shopId]);
    expect(stored!.answer.includes("canary")).toBe(false);
    expect(stored!.due).toBe(30);
  });

  test("covers every table that names a member", async () => {
    const named = await database.asOwner<{ name: string }>(`SELECT DISTINCT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name IN ('member_id', 'customer_id') ORDER BY 1`);
    // A new table with a member in it must be exported (export-rows) and erased (erase-member-data), then listed here.
    expect(named.map(({ name }) => name)).toEqual([
      "access_log", "activity", "ledger_entry", "ledger_transaction", "lot", "member", "member_profile", "member_refresh", "member_retag", "member_term", "redemption", "shop_order", "tier_change", "wallet",
    ]);
  });
});
