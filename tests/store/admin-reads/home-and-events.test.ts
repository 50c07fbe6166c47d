import { beforeAll, describe, expect, test } from "vitest";
import { attention } from "~/store/admin-reads/attention.server";
import { deliveryDelay } from "~/store/admin-reads/delivery-delay.server";
import { eventHealth, eventLog, EVENT_PAGE_SIZE } from "~/store/admin-reads/event-log.server";
import { homeFigures, pointsByDay } from "~/store/admin-reads/home-figures.server";
import { memberLedger, LEDGER_PAGE_SIZE } from "~/store/admin-reads/member-ledger.server";
import { memberPage } from "~/store/admin-reads/member-page.server";
import { parkedByKind } from "~/store/admin-reads/parked-by-kind.server";
import { parkedMembers } from "~/store/admin-reads/parked-members.server";
import { topTenPercentSpend } from "~/store/admin-reads/top-ten-percent-spend.server";
import { aShop } from "../../support/a-shop";
import { useDatabase } from "../../support/use-database";
import { fillShop } from "./fill-shop";

const NOW = new Date("2026-06-01T12:00:00.000Z");
const HOME = "home-reads.myshopify.com";
const OTHER = "other-reads.myshopify.com";
const MEMBERS = 40;
const ORDERS = 30;
const database = useDatabase();
let shopId: bigint, memberId: bigint;

beforeAll(async () => {
  shopId = await aShop(database, { domain: HOME });
  const other = await aShop(database, { domain: OTHER });
  await fillShop(database, shopId, { members: MEMBERS, orders: ORDERS });
  await fillShop(database, other, { members: 3, orders: 2 });
  const [row] = await database.asOwner<{ member_id: string }>("SELECT member_id FROM member WHERE shop_id = $1 AND customer_id = '1000004'", [String(shopId)]);
  memberId = BigInt(row!.member_id);
  await database.asOwner(`
    INSERT INTO inbox (shop_domain, delivery_id, topic, state, triggered_at, received_at, done_at, parked_reason, body)
    SELECT $1, 'd' || n, CASE WHEN n % 2 = 0 THEN 'orders/paid' ELSE 'customers/update' END, CASE WHEN n <= 3 THEN 'parked' WHEN n = 4 THEN 'new' ELSE 'done' END,
           timestamptz '2026-06-01' + n * interval '1 minute', timestamptz '2026-06-01' + n * interval '1 minute' + interval '2 seconds',
           CASE WHEN n > 4 THEN timestamptz '2026-06-01' + n * interval '1 minute' + interval '5 seconds' END, CASE WHEN n <= 3 THEN 'unreadable' END,
           CASE WHEN n = 1 THEN NULL ELSE 'x'::bytea END FROM generate_series(1, 60) n`, [HOME]);
  await database.asOwner("INSERT INTO inbox (shop_domain, delivery_id, topic, state, parked_reason) VALUES ($1, 'x', 'orders/paid', 'parked', 'not yours')", [OTHER]);
  await database.asOwner("INSERT INTO member_refresh (shop_id, member_id, parked_reason) VALUES ($1, $2, 'tag limit')", [String(shopId), String(memberId)]);
});

describe("home", () => {
  test("counts members by tier, pockets and what owes", async () => {
    const figures = await homeFigures(shopId, NOW);
    expect(figures.members).toBe(MEMBERS);
    expect(figures.membersByTier).toEqual({ member: 10, silver: 10, gold: 10, black: 10 });
    const numbers = Array.from({ length: MEMBERS }, (_, i) => i + 1);
    expect(figures.pockets).toEqual({
      available: BigInt(numbers.reduce((sum, n) => sum + n, 0)), pending: BigInt(numbers.reduce((sum, n) => sum + (n % 10), 0)), held: 0n, owed: 0n,
    });
  });

  test("the last 30 days and the days of the chart agree with the orders", async () => {
    const [{ issued, orders }] = await database.asOwner<{ issued: string; orders: string }>(
      "SELECT sum(accrued) AS issued, count(*) AS orders FROM shop_order WHERE shop_id = $1 AND processed_at >= $2::timestamptz - interval '30 days'", [String(shopId), NOW]) as [{ issued: string; orders: string }];
    expect(Number(orders)).toBeGreaterThan(0);
    expect((await homeFigures(shopId, NOW)).last30Days).toEqual({ issued: BigInt(issued), reversed: 0n, ordersThatEarned: Number(orders), redeemed: 0n });
    const days = await pointsByDay(shopId, { now: NOW, timeZone: "UTC", days: 31 });
    expect(days).toHaveLength(31);
    expect([days[0]!.day, days.at(-1)!.day]).toEqual(["2026-05-02", "2026-06-01"]);
    const [shown] = await database.asOwner<{ issued: string }>("SELECT sum(accrued) AS issued FROM shop_order WHERE shop_id = $1 AND processed_at >= '2026-05-02T00:00:00Z'", [String(shopId)]);
    expect(days.reduce((sum, day) => sum + day.issued, 0)).toBe(Number(shown!.issued));
  });

  test("days are those of the shop's calendar", async () => {
    const tokyo = await pointsByDay(shopId, { now: new Date("2026-05-31T20:00:00Z"), timeZone: "Asia/Tokyo", days: 2 });
    expect(tokyo.map((day) => day.day)).toEqual(["2026-05-31", "2026-06-01"]);
  });

  test("tells what needs attention in this shop alone", async () => {
    expect(await attention(shopId, HOME, new Date("2026-06-01T01:00:05Z"))).toEqual({ parkedEvents: 3, waitingEvents: 1, handledLastMinute: 2, parkedMembers: 1, featuresOff: {}, complianceOpen: 0, exportsReady: 0, rewards: { poolFaults: 0, discounts: [], oddDiscounts: 0, leaked: 0, usedTwice: 0, waitingLong: 0, closingLong: 0 }, ledger: null, deadJobs: [], imports: [], arrivedUntil: expect.any(Date) });
  });

  test("the border of the top 10 % is a spend of the shop's own customers", async () => {
    const border = await topTenPercentSpend(shopId, NOW);
    const spends = await database.asOwner<{ spent: string }>(
      "SELECT sum(qualifying_minor) AS spent FROM shop_order WHERE shop_id = $1 AND processed_at >= $2::timestamptz - interval '365 days' GROUP BY member_id", [String(shopId), NOW]);
    const above = spends.filter(({ spent }) => Number(spent) >= border!).length;
    expect(above).toBeGreaterThanOrEqual(MEMBERS / 10);
    expect(spends.map(({ spent }) => Number(spent))).toContain(border);
  });
});

describe("event log", () => {
  test("pages through the shop's own deliveries, the newest first", async () => {
    const first = await eventLog(HOME, { topic: "", state: "", kind: "", before: null });
    expect(first.rows).toHaveLength(EVENT_PAGE_SIZE);
    const second = await eventLog(HOME, { topic: "", state: "", kind: "", before: first.next });
    const third = await eventLog(HOME, { topic: "", state: "", kind: "", before: second.next });
    const all = [...first.rows, ...second.rows, ...third.rows].map((row) => row.deliveryId);
    expect(all).toEqual(Array.from({ length: 60 }, (_, i) => `d${60 - i}`));
    expect(third.next).toBeNull();
  });

  test("filters by topic and state, and says what cannot be replayed", async () => {
    const parked = await eventLog(HOME, { topic: "", state: "parked", kind: "", before: null });
    expect(parked.rows.map(({ deliveryId, hasBody, parkedReason }) => [deliveryId, hasBody, parkedReason])).toEqual([["d3", true, "unreadable"], ["d2", true, "unreadable"], ["d1", false, "unreadable"]]);
    expect((await eventLog(HOME, { topic: "orders/paid", state: "done", kind: "", before: null })).rows.every((row) => row.topic === "orders/paid" && row.state === "done")).toBe(true);
    expect((await eventLog(HOME, { topic: "'; --", state: "", kind: "", before: null })).rows).toEqual([]);
  });

  test("measures the way from Shopify to us, and from us to done", async () => {
    expect(await eventHealth(HOME)).toEqual({ waiting: 1, parked: 3, delivery: { p50: 2, p95: 2 }, handling: { p50: 3, p95: 3 }, topics: ["customers/update", "orders/paid"] });
    expect(await eventHealth("nobody.myshopify.com")).toEqual({ waiting: 0, parked: 0, delivery: null, handling: null, topics: [] });
  });

  test("parked events are told by cause, with how many can be replayed; a cause is a filter", async () => {
    expect(await parkedByKind(HOME)).toEqual([{ kind: "unreadable", events: 3, replayable: 2, newestAt: new Date("2026-06-01T00:03:02Z"), example: "unreadable" }]);
    expect((await eventLog(HOME, { topic: "", state: "", kind: "unreadable", before: null })).rows).toHaveLength(3);
    expect((await eventLog(HOME, { topic: "", state: "", kind: "unread", before: null })).rows).toEqual([]);
  });

  test("the delay of deliveries is cut into slices of the time they span; gaps stay gaps", async () => {
    const slices = await deliveryDelay(HOME);
    expect(slices).toHaveLength(24);
    expect(slices.reduce((sum, { events }) => sum + events, 0)).toBe(60);
    expect(slices[0]!.from).toEqual(new Date("2026-06-01T00:01:02Z"));
    expect(slices.every(({ p50, p95 }) => p50 === 2 && p95 === 2)).toBe(true);
    expect(await deliveryDelay(OTHER)).toEqual([]);
    expect(await deliveryDelay("nobody.myshopify.com")).toEqual([]);
  });

  test("names members whose card was refused", async () => {
    expect(await parkedMembers(shopId)).toMatchObject([{ memberId, customerId: "1000004", reason: "tag limit" }]);
  });
});

describe("a member's page", () => {
  test("holds pockets, spends and the state of the card; another shop's is null", async () => {
    const page = await memberPage(shopId, memberId);
    expect(page).toMatchObject({ customerId: "1000004", name: null, tier: "member", pockets: { available: 4n, pending: 4n, owed: 0n }, card: { parkedReason: "tag limit" } });
    expect(page!.spends).toHaveLength(ORDERS);
    const [other] = await database.asOwner<{ member_id: string }>("SELECT m.member_id FROM member m JOIN shop s USING (shop_id) WHERE s.domain = $1 LIMIT 1", [OTHER]);
    expect(await memberPage(shopId, BigInt(other!.member_id))).toBeNull();
  });

  test("the ledger pages through each transaction once, with what it changed", async () => {
    const first = await memberLedger(shopId, memberId, null);
    expect(first.rows).toHaveLength(LEDGER_PAGE_SIZE);
    expect(first.rows[0]).toMatchObject({ kind: "accrual", reason: "order_earned", change: { pending: 10n, available: 0n, held: 0n, debt: 0n } });
    const second = await memberLedger(shopId, memberId, first.next);
    expect(second.next).toBeNull();
    expect(new Set([...first.rows, ...second.rows].map((row) => row.txnId)).size).toBe(ORDERS);
  });
});
