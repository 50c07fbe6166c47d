import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { DEMO_CUSTOMER } from "../../../sandbox/simulator/demo-customer";
import type { HistoryEvent, PlannedOrder } from "../../../sandbox/simulator/history-event";
import { planHistory } from "../../../sandbox/simulator/plan-history";
import { catalogOf, pauseSimulator, simulatorEnd, simulatorStatus, startSimulator } from "../../../sandbox/simulator/simulator";
import { uninstallApp } from "../../../sandbox/shop-life/uninstall-app";
import { orderTotals } from "../../../sandbox/world/order-totals";
import { openLife, openWorld, type Life } from "../shop-life/open-life";

const UNTIL = "2026-11-01T00:00:00.000Z";

function plan(options: { seed?: number; customers?: number; months?: number } = {}): HistoryEvent[] {
  return planHistory({ seed: 1, customers: 2000, months: 18, until: UNTIL, catalog: catalogOf(openWorld().usd), ...options });
}

describe("planHistory", () => {
  it("makes the same events of the same seed, and others of another", () => {
    expect(plan({ customers: 150 })).toEqual(plan({ customers: 150 }));
    expect(plan({ customers: 150, seed: 2 })).not.toEqual(plan({ customers: 150 }));
  });

  it("tells everything in the order of time, joins before orders, orders before what becomes of them", () => {
    const events = plan({ customers: 500 });
    const seen = new Set<string>();
    for (const [index, event] of events.entries()) {
      if (index > 0) expect(event.at >= events[index - 1]!.at).toBe(true);
      if (event.kind === "join") seen.add(event.customer);
      else if (event.kind === "order") {
        if (event.customer) expect(seen.has(event.customer)).toBe(true);
        seen.add(event.order);
      } else expect(seen.has(event.order)).toBe(true);
    }
    expect(events.at(-1)!.at <= UNTIL).toBe(true);
  });

  it("has the shares of refunds, discounts, guests, till and tests that shops have (seed 1, 2,000 customers)", () => {
    const events = plan();
    const orders = events.filter((event): event is PlannedOrder => event.kind === "order");
    const share = (count: number) => count / orders.length;
    const within = (value: number, [least, most]: [number, number]) => expect(value >= least && value <= most, `${value} within ${least} and ${most}`).toBe(true);
    within(orders.length, [3_500, 5_500]);
    within(share(events.filter(({ kind }) => kind === "refund").length), [0.045, 0.075]);
    within(share(orders.filter(({ discounts }) => discounts.length > 0).length), [0.15, 0.35]);
    within(share(orders.filter(({ customer }) => customer === null).length), [0.02, 0.08]);
    within(share(orders.filter(({ source }) => source === "pos").length), [0.06, 0.1]);
    within(share(orders.filter(({ test }) => test).length), [0.001, 0.012]);
  });

  it("invents people who can be reached nowhere", () => {
    const people = plan({ customers: 300 }).flatMap((event) => (event.kind === "join" ? [event.person] : []));
    expect(people.every(({ email }) => /^[a-z0-9.]+@example\.com$/.test(email))).toBe(true);
    expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
  });

  it("refuses a shop with nothing to sell", () => {
    expect(() => planHistory({ seed: 1, customers: 1, months: 1, until: UNTIL, catalog: [] })).toThrow(/nothing to buy/);
  });
});

describe("the simulator", () => {
  let life: Life;
  afterEach(() => life.close());

  it("tells the past through the signed door, pauses, goes on and never repeats", async () => {
    life = await openLife();
    const { sandbox, shop, app } = life;
    startSimulator(sandbox, shop, { customers: 40, months: 6 });
    while (simulatorStatus(shop).done < 30) await new Promise((resolve) => setTimeout(resolve, 1));
    const paused = await pauseSimulator(shop);
    expect([paused.state, paused.done < paused.total]).toEqual(["paused", true]);
    startSimulator(sandbox, shop, { customers: 999 });
    const done = await simulatorEnd(shop);
    expect(done).toMatchObject({ state: "done", done: paused.total, total: paused.total });
    const created = app.of("orders/create").map(({ raw }) => JSON.parse(raw));
    expect([created.length, new Set(created.map(({ id }) => id)).size]).toEqual([done.orders, done.orders]);
    expect(app.received.every(({ signed }) => signed)).toBe(true);
    expect(created.every(({ processed_at }) => Date.parse(processed_at) < Date.now())).toBe(true);
    expect(startSimulator(sandbox, shop, {}).state).toBe("done");
  });

  it("goes on after the sandbox was stopped and started again, from its snapshot", async () => {
    const data = path.join(await mkdtemp(path.join(tmpdir(), "sandbox-")), "world.jsonl");
    life = await openLife({ data });
    startSimulator(life.sandbox, life.shop, { customers: 40, months: 6 });
    while (simulatorStatus(life.shop).done < 30) await new Promise((resolve) => setTimeout(resolve, 1));
    const first = life.app;
    await life.close();
    const before = simulatorStatus(life.shop);
    life = await openLife({ data });
    expect(simulatorStatus(life.shop)).toEqual({ ...before, state: "paused" });
    startSimulator(life.sandbox, life.shop, {});
    const done = await simulatorEnd(life.shop);
    const numbers = [...first.of("orders/create"), ...life.app.of("orders/create")].map(({ raw }) => JSON.parse(raw).order_number);
    expect([done.state, numbers.length, new Set(numbers).size]).toEqual(["done", done.orders, done.orders]);
    await rm(path.dirname(data), { recursive: true });
  });

  it("gives the demo customer a story that ends between Silver and Gold", async () => {
    life = await openLife();
    const { sandbox, shop } = life;
    startSimulator(sandbox, shop, { customers: 0 });
    await simulatorEnd(shop);
    const orders = Object.values(shop.orders);
    expect(shop.customers[DEMO_CUSTOMER.id]).toMatchObject({ email: "maya@example.com", firstName: "Maya" });
    expect([orders.length, orders.every(({ customerId }) => customerId === DEMO_CUSTOMER.id), orders.filter(({ refunds }) => refunds.length > 0).length]).toEqual([7, true, 1]);
    const yearAgo = Date.now() - 365 * 86_400_000;
    const spent = orders.filter(({ createdAt }) => Date.parse(createdAt) > yearAgo).reduce((sum, order) => sum + orderTotals(order).currentSubtotal, 0);
    expect(spent).toBeGreaterThan(60_000);
    expect(spent).toBeLessThan(70_000);
  });

  it("waits for an app that is away instead of telling on", async () => {
    life = await openLife();
    const { sandbox, shop, app, courier } = life;
    app.answer = () => 503;
    startSimulator(sandbox, shop, { customers: 400, months: 6 });
    while (courier.waiting < 100) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const status = simulatorStatus(shop);
    expect([status.state, status.done < status.total]).toEqual(["running", true]);
    expect(courier.waiting + courier.inFlight).toBeLessThan(500);
    app.answer = () => 200;
    await pauseSimulator(shop);
  });

  it("needs an installed app", async () => {
    life = await openLife();
    uninstallApp(life.sandbox, life.shop);
    expect(() => startSimulator(life.sandbox, life.shop, {})).toThrow(/expected it to be installed/);
  });
});
