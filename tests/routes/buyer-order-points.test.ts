import { beforeAll, describe, expect, test } from "vitest";
import { orderPoints } from "~/buyer/buyer-order-points.server";
import { evaluateOrder } from "~/loyalty/orders/evaluate-order";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import { defaultProgram } from "~/loyalty/program/default-program";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { action, loader } from "~/routes/buyer.order-points";
import { anOrder, aRefund } from "../loyalty/orders/an-order";
import { aShop } from "../support/a-shop";
import { useDatabase } from "../support/use-database";
import { buyerEnvironment, proxied, read } from "./buyer-request";

const database = useDatabase();
const DOMAIN = "evergreen-goods.myshopify.com";
const NOW = new Date("2026-03-02T12:00:00.000Z");

beforeAll(async () => {
  buyerEnvironment();
  const shopId = await aShop(database, { domain: DOMAIN });
  await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", customerId: "8" }), anOrder({ orderId: "1003", paidAt: null, financialStatus: "pending" } as Partial<OrderFact>)], NOW);
  await settleOrders(shopId, [refundPatch("1004", aRefund({ amountMinor: 500 }))], NOW);
});

const ask = (orderId: string, customer = "7") => read(loader({ request: proxied(`orders/${orderId}/points`, { shop: DOMAIN, customer }), params: { orderId }, context: {} } as Parameters<typeof loader>[0]) as Promise<Response>);

describe("GET orders/:id/points", () => {
  test("an order of one's own: what it brought, long after its return window", async () => {
    const { status, body, headers } = await ask("1001");
    expect([status, body, headers.get("cache-control")]).toEqual([200, { order: "#1001", points: 50, state: "available", on: null }, "no-store"]);
  });

  test("one that is not paid waits for it", async () => {
    expect((await ask("1003")).body).toEqual({ order: "#1003", points: 0, state: "not_paid", on: null });
  });

  test.each([["1002", "7"], ["1001", "8"], ["1001", ""], ["9999", "7"], ["1004", "7"]])("order %s for customer %s: unknown, in the same words", async (orderId, customer) => {
    expect(await ask(orderId, customer)).toMatchObject({ status: 200, body: { order: "", points: 0, state: "unknown", on: null } });
  });

  test("what is no number of an order is not found", async () => {
    expect(await ask("1 or 1=1")).toMatchObject({ status: 404, body: { error: { code: "not_found", message: "order 1 or 1=1: expected the number of an order" } } });
  });

  test("only GET", async () => {
    expect((await read(action({ request: proxied("orders/1001/points", { shop: DOMAIN, method: "POST" }), params: {}, context: {} } as Parameters<typeof action>[0]))).status).toBe(405);
  });
});

describe("orderPoints", () => {
  const known = (given: Partial<OrderFact> = {}, program = defaultProgram("USD")) => {
    const fact = anOrder(given);
    const basis = evaluateOrder({
      fact, member: { state: "member", enrolledAt: "2026-01-01T00:00:00.000Z" }, customerTags: [], launchedAt: "2026-01-01T00:00:00.000Z", testCustomer: false, testAllowed: false, imported: false, program,
      tier: { handle: "member", multiplier: { num: 1, den: 1 } }, products: new Map(),
    });
    return { fact, basis, accrued: 50n, reversed: 0n };
  };
  const at = { zone: "America/New_York", launchedAt: new Date("2026-01-01T00:00:00.000Z"), now: NOW };

  test.each([
    ["in its return window", known(), { points: 50, state: "pending", on: "2026-03-15" }],
    ["at high risk: nobody knows when", known({ risk: "high" }), { points: 50, state: "pending", on: null }],
    ["partly taken back", { ...known(), reversed: 20n }, { points: 30, state: "pending", on: "2026-03-15" }],
    ["all taken back", { ...known({ cancelledAt: "2026-03-02T00:00:00.000Z" }), reversed: 50n }, { points: 0, state: "none", on: null }],
    ["a test order", { ...known({ test: true }), accrued: 0n }, { points: 0, state: "none", on: null }],
    ["not decided, not paid", { ...known({ paidAt: null }), basis: null, accrued: 0n }, { points: 0, state: "not_paid", on: null }],
    ["not paid and canceled", { ...known({ paidAt: null, cancelledAt: "2026-03-02T00:00:00.000Z" }), basis: null, accrued: 0n }, { points: 0, state: "none", on: null }],
    ["from before the launch", { ...known({ paidAt: null, processedAt: "2025-01-01T00:00:00.000Z" }), basis: null, accrued: 0n }, { points: 0, state: "none", on: null }],
  ] as const)("%s", (_name, order, expected) => {
    expect(orderPoints(order, at)).toEqual({ order: "#1001", ...expected });
  });

  test("points that come when an order is sent wait for it", () => {
    const program = defaultProgram("USD");
    program.earn.on = "fulfilled";
    expect(orderPoints({ ...known({}, program), accrued: 0n }, at)).toMatchObject({ state: "not_sent" });
  });
});
