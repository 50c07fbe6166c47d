import { afterEach, describe, expect, it } from "vitest";
import { parse } from "lossless-json";
import type { SandboxOptions } from "../../../sandbox/open-sandbox";
import { advanceClock } from "../../../sandbox/shop-life/advance-clock";
import { createCustomer } from "../../../sandbox/shop-life/create-customer";
import { payOrder } from "../../../sandbox/shop-life/pay-order";
import { placeOrder } from "../../../sandbox/shop-life/place-order";
import { redactShop } from "../../../sandbox/shop-life/redact-shop";
import { uninstallApp } from "../../../sandbox/shop-life/uninstall-app";
import { signBody } from "../../../sandbox/webhooks/sign-body";
import type { WebhookSubscription } from "../../../sandbox/world/types";
import { openLife, type Life } from "../shop-life/open-life";

const HOUR_MS = 3_600_000;
let life: Life;
afterEach(() => life.close());

async function open(options: SandboxOptions = {}): Promise<Life> {
  life = await openLife(options);
  return life;
}

function place() {
  return placeOrder(life.sandbox, life.shop, { lines: [{ title: "Fern «ö» \u{1F33F}", unitPriceMinor: 1000, quantity: 1 }], email: "guest@example.com" });
}

function subscribe(subscription: Partial<WebhookSubscription>): void {
  life.sandbox.appConfig = { ...life.sandbox.appConfig, webhooks: [] };
  life.shop.subscriptionsOfApi = [{ id: "77", topic: "ORDERS_CREATE", uri: "/made", ...subscription }];
}

describe("a delivery", () => {
  it("is signed over its raw bytes and carries every header", async () => {
    const { courier, app, shop } = await open();
    place();
    await courier.idle();
    const [one] = app.received;
    expect([one!.topic, one!.path, one!.signed]).toEqual(["orders/create", "/webhooks", true]);
    expect(one!.headers).toMatchObject({
      "content-type": "application/json", "x-shopify-shop-domain": "evergreen-goods.myshopify.com", "x-shopify-api-version": "2026-10",
      "x-shopify-webhook-id": expect.stringMatching(/^[0-9a-f-]{36}$/), "x-shopify-event-id": expect.stringMatching(/^[0-9a-f-]{36}$/), "x-shopify-triggered-at": expect.stringMatching(/Z$/),
    });
    expect(one!.headers).not.toHaveProperty("x-shopify-name");
    expect(shop.deliveries[0]).toMatchObject({ state: "delivered", body: one!.raw, attempts: [{ status: 200, error: null }] });
  });

  it("is signed as openssl does it", () => {
    // printf '{"id":1}' | openssl dgst -sha256 -hmac hush -binary | base64
    expect(signBody("{\"id\":1}", "hush")).toBe("VnKUjZsLuN5iZWjn5EntcBVCF9kMN43LglzCE1/GSeY=");
  });

  it("loses no digit of ids above 2^53", async () => {
    const { courier, app } = await open({ bigIds: true });
    const order = place();
    await courier.idle();
    expect(BigInt(order.id)).toBeGreaterThan(2n ** 53n);
    const payload = parse(app.received[0]!.raw) as { id: { value: string }; line_items: { id: { value: string } }[]; admin_graphql_api_id: string };
    expect([payload.id.value, payload.line_items[0]!.id.value, payload.admin_graphql_api_id]).toEqual([order.id, order.lines[0]!.id, `gid://shopify/Order/${order.id}`]);
    expect(app.received[0]!.raw).toContain(`{"id":${order.id},`);
  });

  it("shares its event id with the other topics of one act, not its webhook id", async () => {
    const { courier, app, sandbox, shop } = await open();
    const order = place();
    await courier.idle();
    payOrder(sandbox, shop, { orderId: order.id });
    await courier.idle();
    const events = app.received.map(({ headers }) => headers["x-shopify-event-id"]);
    expect([new Set(events).size, events[1] === events[2], new Set(app.received.map(({ headers }) => headers["x-shopify-webhook-id"])).size]).toEqual([2, true, 3]);
  });
});

describe("subscriptions", () => {
  it("of the Admin API carry their name and only the fields they include", async () => {
    const { courier, app } = await open();
    subscribe({ name: "orders", includeFields: ["id", "updated_at", "line_items.title", "nothing.here"] });
    const order = place();
    await courier.idle();
    expect([app.received[0]!.path, app.received[0]!.headers["x-shopify-name"], app.received[0]!.signed]).toEqual(["/made", "orders", true]);
    expect(JSON.parse(app.received[0]!.raw)).toEqual({ id: Number(order.id), updated_at: expect.any(String), line_items: [{ title: "Fern «ö» \u{1F33F}" }] });
  });

  it("are left alone by payloads their filter refuses", async () => {
    const { courier, app, sandbox, shop } = await open();
    subscribe({ filter: "total_price:>=50 AND line_items.title:Vase" });
    place();
    placeOrder(sandbox, shop, { lines: [{ title: "Vase", unitPriceMinor: 6000, quantity: 1 }] });
    await courier.idle();
    expect(app.received.map(({ raw }) => JSON.parse(raw).total_price)).toEqual([JSON.parse(app.received[0]!.raw).total_price]);
    expect(JSON.parse(app.received[0]!.raw).line_items[0].title).toBe("Vase");
  });

  it("hear nothing where the app is not installed, but app/uninstalled and the compliance topics", async () => {
    const { courier, app, sandbox, shop } = await open();
    uninstallApp(sandbox, shop);
    place();
    createCustomer(sandbox, shop, { email: "x@example.com" });
    redactShop(sandbox, shop);
    await courier.idle();
    expect(app.received.map(({ topic, path }) => [topic, path])).toEqual([["app/uninstalled", "/webhooks"], ["shop/redact", "/compliance"]]);
  });
});

describe("failures", () => {
  it("are tried again eight times within four hours of the sandbox clock, with the first body and id", async () => {
    const { courier, app, sandbox, shop } = await open();
    app.answer = () => 503;
    const order = place();
    await courier.idle();
    order.note = "changed in between";
    await advanceClock(sandbox, { ms: 4 * HOUR_MS });
    const delivery = shop.deliveries[0]!;
    expect([app.received.length, delivery.state, delivery.nextAttemptAt]).toEqual([9, "failed", null]);
    expect(new Set(app.received.map(({ raw, headers }) => raw + headers["x-shopify-webhook-id"])).size).toBe(1);
    const times = delivery.attempts.map(({ at }) => Date.parse(at));
    const gaps = times.slice(1).map((time, index) => Math.floor((time - times[index]!) / 1000));
    gaps.forEach((gap, index) => {
      expect(gap).toBeGreaterThanOrEqual(56 * 2 ** index);
      expect(gap).toBeLessThanOrEqual(56 * 2 ** index + 10);
    });
    expect(times.at(-1)! - times[0]!).toBeLessThan(4 * HOUR_MS);
  });

  it("end with the first answer that takes it, and come from redirects too", async () => {
    const { courier, app, sandbox, shop } = await open();
    app.answer = () => (app.received.length <= 2 ? 301 : 204);
    place();
    await courier.idle();
    await advanceClock(sandbox, { ms: HOUR_MS });
    expect(shop.deliveries[0]!.attempts.map(({ status }) => status)).toEqual([301, 301, 204]);
    expect([shop.deliveries[0]!.state, new Set(app.received.map(({ path }) => path)).size]).toEqual(["delivered", 1]);
  });

  it("end a subscription that the app made, not one of its file", async () => {
    const { courier, app, sandbox, shop } = await open();
    shop.subscriptionsOfApi = [{ id: "77", topic: "ORDERS_CREATE", uri: "/made" }];
    app.answer = () => 500;
    place();
    await courier.idle();
    await advanceClock(sandbox, { ms: 4 * HOUR_MS });
    app.answer = () => 200;
    expect([shop.subscriptionsOfApi, app.received.length]).toEqual([[], 18]);
    place();
    await courier.idle();
    expect(app.received.slice(18).map(({ path }) => path)).toEqual(["/webhooks"]);
  });

  it("are an app that takes longer than five seconds, or that is not there", async () => {
    const { courier, app, sandbox, shop } = await open();
    app.answer = () => "hang";
    place();
    await courier.idle();
    expect(shop.deliveries[0]!.attempts[0]).toMatchObject({ status: null, error: "no answer within 5000 ms" });
    sandbox.world.app.appUrl = "http://127.0.0.1:9";
    place();
    await courier.idle();
    expect(shop.deliveries[1]!.attempts[0]!.error).toMatch(/ECONNREFUSED/);
  });

  it("go on after a restart of the sandbox's courier", async () => {
    const { courier, app, sandbox, shop } = await open();
    app.answer = () => 500;
    place();
    await courier.idle();
    const { Courier } = await import("../../../sandbox/webhooks/courier");
    await courier.stop();
    app.answer = () => 200;
    const again = new Courier(sandbox);
    expect(again.waiting).toBe(1);
    await again.runUntil(Date.parse(shop.deliveries[0]!.nextAttemptAt!));
    expect(shop.deliveries[0]!.state).toBe("delivered");
    await again.stop();
  });
});

describe("faults", () => {
  async function with100(faults: Partial<Life["sandbox"]["world"]["faults"]>, seed: number) {
    const opened = await open({ seed });
    Object.assign(opened.sandbox.world.faults, faults);
    const ids = Array.from({ length: 100 }, () => place().id);
    await opened.courier.idle();
    return { ...opened, ids };
  }
  const idsOf = (app: Life["app"]) => app.received.map(({ raw }) => String(JSON.parse(raw).id));

  it("drop by seed: the same seed loses the same ones", async () => {
    const first = await with100({ drop: 0.2 }, 7);
    const lost = first.ids.map((id) => !idsOf(first.app).includes(id));
    await first.close();
    const second = await with100({ drop: 0.2 }, 7);
    expect(second.ids.map((id) => !idsOf(second.app).includes(id))).toEqual(lost);
    expect(lost.filter(Boolean).length).toBeGreaterThan(5);
    expect(second.shop.deliveries.filter(({ state }) => state === "dropped").length).toBe(lost.filter(Boolean).length);
  });

  it("duplicate with the same webhook id", async () => {
    const { app, shop } = await with100({ duplicate: 0.3 }, 7);
    const ids = app.received.map(({ headers }) => headers["x-shopify-webhook-id"]);
    expect(new Set(ids).size).toBe(100);
    expect(ids.length).toBeGreaterThan(110);
    expect(shop.deliveries.every(({ state }) => state === "delivered")).toBe(true);
  });

  it("delay until the sandbox clock has gone on", async () => {
    const { app, sandbox, courier } = await with100({ delay: 0.5 }, 7);
    expect([app.received.length + courier.waiting, courier.waiting > 20]).toEqual([100, true]);
    await advanceClock(sandbox, { ms: HOUR_MS / 2 });
    expect([app.received.length, courier.waiting]).toEqual([100, 0]);
  });

  it("reorder, and lose nothing", async () => {
    const { app, ids, sandbox } = await with100({ reorder: 0.4 }, 7);
    await advanceClock(sandbox, { ms: 5_000 });
    expect([...idsOf(app)].sort()).toEqual([...ids].sort());
    expect(idsOf(app)).not.toEqual(ids);
  });
});
