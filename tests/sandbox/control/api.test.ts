import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allOperations } from "../../../sandbox/control/all-operations";
import { startSandbox, type StartedSandbox } from "../../../sandbox/server";
import { simulatorEnd } from "../../../sandbox/simulator/simulator";
import type { Order } from "../../../sandbox/world/types";
import { ALL_TOPICS, SECRET, shopOf } from "../shop-life/open-life";
import { signedReceiver, type Receiver } from "../webhooks/signed-receiver";

const SHOP = "/shops/evergreen-goods";
let started: StartedSandbox;
let app: Receiver;

beforeAll(async () => {
  app = await signedReceiver(SECRET);
  started = await startSandbox({ app: { apiSecret: SECRET, appUrl: app.url } });
  started.sandbox.appConfig = { ...started.sandbox.appConfig, scopes: ["read_orders"], webhooks: [{ topics: ALL_TOPICS, complianceTopics: ["customers/data_request", "customers/redact", "shop/redact"], uri: "/webhooks" }] };
  await call("post", `${SHOP}/install`);
});
afterAll(async () => {
  await started.close();
  await app.close();
});

async function call(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${started.url}/api${path}`, { method: method.toUpperCase(), headers: { "content-type": "application/json" }, ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }) });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers differ by operation and tests look into them freely
  return { status: answer.status, json: (await answer.json()) as any };
}

async function order(extra: object = {}): Promise<Order> {
  return (await call("post", `${SHOP}/orders`, { lines: [{ title: "Fern", unitPriceMinor: 2000, quantity: 2 }], email: "guest@example.com", pay: true, ...extra })).json;
}

async function customer(): Promise<string> {
  return (await call("post", `${SHOP}/customers`, { firstName: "Ada" })).json.id;
}

describe("verbs on orders", () => {
  it("place, pay, refund, fulfill, dispute, resolve, edit, exchange, cancel, delete", async () => {
    const one = await order();
    const at = `${SHOP}/orders/${one.id}`;
    const lineId = one.lines[0]!.id;
    expect(one).toMatchObject({ financialStatus: "paid", totals: { subtotal: 4000 } });
    expect(await call("post", `${at}/refund`, { lines: [{ lineId, quantity: 1 }] })).toMatchObject({ status: 201, json: { refund: { lines: [{ lineId, subtotalMinor: 2000 }] }, order: { financialStatus: "partially_refunded" } } });
    expect(await call("post", `${at}/fulfill`, {})).toMatchObject({ status: 200, json: { fulfillmentStatus: "fulfilled" } });
    expect(await call("post", `${at}/risk`, { risk: "high" })).toMatchObject({ status: 200, json: { risk: "high" } });
    expect(await call("post", `${at}/dispute`, {})).toMatchObject({ status: 201, json: { status: "needs_response" } });
    expect(await call("post", `${at}/resolve-dispute`, { outcome: "won" })).toMatchObject({ status: 200, json: { status: "won" } });
    expect(await call("post", `${at}/edit`, { add: [{ title: "Pot", unitPriceMinor: 900, quantity: 1 }] })).toMatchObject({ status: 200, json: { lines: [{}, { title: "Pot" }] } });
    expect(await call("post", `${at}/pay`, { gateway: "gift_card" })).toMatchObject({ status: 200, json: { transactions: [{}, { gateway: "gift_card" }] } });
    expect(await call("post", `${at}/exchange`, { return: [{ lineId, quantity: 1 }], add: [{ title: "Moss", unitPriceMinor: 1999, quantity: 1 }] })).toMatchObject({ status: 200, json: { totals: { outstanding: 0 } } });
    expect(await call("patch", at, { tags: ["seen"], note: null })).toMatchObject({ status: 200, json: { tags: ["seen"] } });
    expect(await call("get", at)).toMatchObject({ status: 200, json: { id: one.id } });
    expect(await call("delete", at)).toEqual({ status: 200, json: { deleted: one.id } });
    const two = await order();
    expect(await call("post", `${SHOP}/orders/${two.id}/cancel`, { reason: "fraud" })).toMatchObject({ status: 200, json: { financialStatus: "refunded", cancelReason: "fraud" } });
    expect(await call("get", `${SHOP}/orders?limit=1`)).toMatchObject({ status: 200, json: { orders: [{ id: two.id }] } });
  });

  it("arrive at the app, each under its topic", async () => {
    await call("get", "/clock");
    const topics = ["orders/create", "orders/paid", "orders/updated", "orders/edited", "orders/cancelled", "orders/delete", "orders/fulfilled", "refunds/create", "disputes/create", "disputes/update", "orders/risk_assessment_changed"];
    await expect.poll(() => topics.filter((topic) => app.of(topic).length === 0)).toEqual([]);
    expect(app.received.every(({ signed }) => signed)).toBe(true);
  });

  const bad: [path: string, body: unknown, status: number, sentence: RegExp][] = [
    ["", { lines: [] }, 400, /^lines \[\]: expected array to have >=1 items$/],
    ["", { lines: [{ quantity: 1.5 }] }, 400, /^lines\[0\]\.quantity 1\.5: expected a whole number$/],
    ["", { lines: [{ quantity: 1, colour: "red" }] }, 400, /^"colour" in lines\[0\]: expected no such field$/],
    ["", { lines: [{ title: "A", unitPriceMinor: 1, quantity: 1 }], email: "nobody" }, 400, /^email "nobody": expected a valid email/],
    ["", "{oops", 400, /^body: it is no JSON/],
    ["", 5, 400, /^body 5: expected object/],
    ["", { lines: [{ quantity: 1 }] }, 409, /^lines\[0\]: expected a variantId, or title/],
    ["", { lines: [{ title: "A", unitPriceMinor: 1, quantity: 1 }], customerId: "4" }, 404, /^customer 4 of evergreen-goods/],
    ["/4/pay", {}, 404, /^order 4 of evergreen-goods/],
    ["/{id}/pay", {}, 409, /nothing is outstanding/],
    ["/{id}/pay", { amountMinor: -1 }, 400, /^amountMinor -1: expected number to be >=0$/],
    ["/{id}/refund", {}, 409, /names nothing/],
    ["/{id}/refund", { to: "moon" }, 400, /^to "moon": expected one of "original"\|"store_credit"$/],
    ["/{id}/cancel", { reason: "boredom" }, 400, /^reason "boredom": expected one of/],
    ["/{id}/edit", {}, 409, /changes nothing/],
    ["/{id}/exchange", { return: [], add: [] }, 400, /^return \[\]: expected array/],
    ["/{id}/fulfill", { at: "yesterday" }, 400, /^at "yesterday": expected a valid ISO datetime/],
    ["/{id}/dispute", { amountMinor: 9_999_999 }, 409, /expected an amount above zero and no more/],
    ["/{id}/resolve-dispute", { outcome: "won" }, 409, /no dispute is open/],
    ["/{id}/risk", {}, 400, /^risk is missing: expected one of/],
  ];
  it.each(bad)("%s with %j is refused with %i", async (path, body, status, sentence) => {
    const target = path.includes("{id}") ? path.replace("{id}", (await order()).id) : path;
    const answer = await call("post", `${SHOP}/orders${target}`, body);
    expect([answer.status, answer.json.error]).toEqual([status, expect.stringMatching(sentence)]);
  });
});

describe("verbs on customers", () => {
  it("create, change, find, merge, ask for data, redact, delete", async () => {
    const [kept, merged, lonely] = [await customer(), await customer(), await customer()];
    expect(await call("patch", `${SHOP}/customers/${kept}`, { lastName: "Findable", email: "findable@example.com" })).toMatchObject({ status: 200, json: { firstName: "Ada", lastName: "Findable" } });
    expect(await call("get", `${SHOP}/customers?search=FINDABLE`)).toMatchObject({ status: 200, json: { total: 1, customers: [{ id: kept }] } });
    expect(await call("post", `${SHOP}/customers/${kept}/merge`, { mergeId: merged })).toMatchObject({ status: 200, json: { id: kept } });
    expect((await call("get", `${SHOP}/customers/${merged}`)).status).toBe(409);
    expect(await call("get", `${SHOP}/customers/${kept}`)).toMatchObject({ status: 200, json: { metafields: [] } });
    expect(await call("post", `${SHOP}/customers/${kept}/data-request`)).toEqual({ status: 202, json: { requested: kept } });
    expect(await call("post", `${SHOP}/customers/${kept}/redact`)).toEqual({ status: 202, json: { redacted: kept } });
    expect(await call("delete", `${SHOP}/customers/${lonely}`)).toEqual({ status: 200, json: { deleted: lonely } });
    expect(await call("get", `${SHOP}/customers/${lonely}`)).toMatchObject({ status: 404, json: { error: expect.stringMatching(/^customer \d+ of evergreen/) } });
  });

  it("refuse what does not fit", async () => {
    const id = await customer();
    expect(await call("post", `${SHOP}/customers`, { email: 5 })).toMatchObject({ status: 400, json: { error: expect.stringMatching(/^email 5: expected string/) } });
    expect(await call("post", `${SHOP}/customers/${id}/merge`, { mergeId: id })).toMatchObject({ status: 409 });
    expect(await call("post", `${SHOP}/customers/${id}/merge`, {})).toMatchObject({ status: 400, json: { error: expect.stringMatching(/^mergeId is missing/) } });
    expect(await call("delete", `${SHOP}/customers/__proto__`)).toMatchObject({ status: 404 });
  });
});

describe("the shop, its app, clock and faults", () => {
  it("are read and changed", async () => {
    expect(await call("get", "/shops")).toMatchObject({ status: 200, json: { shops: [{ handle: "evergreen-goods" }, { handle: "hanami-store" }, { handle: "souk-kuwait" }] } });
    expect(JSON.stringify((await call("get", SHOP)).json)).not.toMatch(/token/i);
    expect(await call("patch", SHOP, { protectedDataApproved: false })).toMatchObject({ status: 200, json: { protectedDataApproved: false } });
    await call("patch", SHOP, { protectedDataApproved: true });
    expect(await call("patch", "/faults", { drop: 0.25 })).toMatchObject({ status: 200, json: { drop: 0.25, duplicate: 0 } });
    expect(await call("patch", "/faults", { drop: 0 })).toMatchObject({ json: { drop: 0 } });
    expect(await call("patch", "/faults", { drop: 1.2 })).toMatchObject({ status: 400, json: { error: "drop 1.2: expected number to be <=1" } });
    const before = (await call("get", "/clock")).json;
    const after = (await call("post", "/clock/advance", { days: 14 })).json;
    expect(Date.parse(after.now)).toBeGreaterThanOrEqual(Date.parse(before.now) + 14 * 86_400_000);
    expect(await call("post", "/clock/advance", {})).toMatchObject({ status: 400, json: { error: "body {}: expected ms, hours or days" } });
    expect(await call("post", "/clock/advance", { days: 500 })).toMatchObject({ status: 409 });
  });

  it("change products", async () => {
    const { products } = (await call("get", `${SHOP}/products`)).json;
    expect(await call("patch", `${SHOP}/products/${products[0].id}`, { tags: ["spring"] })).toMatchObject({ status: 200, json: { tags: ["spring"] } });
    expect(await call("patch", `${SHOP}/products/1`, {})).toMatchObject({ status: 404 });
  });

  it("uninstall, redact and install again, in this order only", async () => {
    const hanami = "/shops/hanami-store";
    expect(await call("post", `${hanami}/uninstall`)).toMatchObject({ status: 409 });
    expect(await call("post", `${hanami}/install`, { scopes: ["read_orders"] })).toMatchObject({ status: 200, json: { installed: { scopes: ["read_orders"] } } });
    expect(await call("post", `${hanami}/redact`)).toMatchObject({ status: 409 });
    expect(await call("post", `${hanami}/uninstall`)).toMatchObject({ status: 200, json: { installed: null } });
    expect((await call("post", `${hanami}/redact`)).status).toBe(202);
  });

  it("log deliveries, show their bodies and send them again", async () => {
    const { id } = await order();
    const newest = async () => (await call("get", `${SHOP}/deliveries?topic=orders/create&limit=1`)).json;
    await expect.poll(async () => (await newest()).deliveries[0].state).toBe("delivered");
    const log = await newest();
    const { webhookId } = log.deliveries[0];
    const body = (await call("get", `${SHOP}/deliveries/${webhookId}`)).json.body;
    expect([String(JSON.parse(body).id), log.deliveries[0].body]).toEqual([id, undefined]);
    expect(await call("post", `${SHOP}/deliveries/${webhookId}/redeliver`)).toMatchObject({ status: 200, json: { state: "delivered", attempts: [{ status: 200 }, { status: 200 }] } });
    expect(app.received.filter(({ headers }) => headers["x-shopify-webhook-id"] === webhookId).map(({ raw }) => raw)).toEqual([body, body]);
    expect((await call("post", `${SHOP}/deliveries/none/redeliver`)).status).toBe(404);
    expect(await call("get", `${SHOP}/subscriptions`)).toMatchObject({ status: 200, json: { declared: [{ uri: "/webhooks" }], made: [] } });
    expect(await call("get", `${SHOP}/deliveries?state=lost`)).toMatchObject({ status: 400 });
  });

  it("run the simulator", async () => {
    expect(await call("post", `${SHOP}/simulator/start`, { customers: 5, months: 2 })).toMatchObject({ status: 202, json: { state: "running" } });
    await simulatorEnd(shopOf(started.sandbox, "evergreen-goods"));
    expect(await call("get", `${SHOP}/simulator`)).toMatchObject({ status: 200, json: { state: "done" } });
    expect(await call("post", `${SHOP}/simulator/pause`)).toMatchObject({ status: 200, json: { state: "done" } });
    expect((await call("get", "/simulator")).json.shops.map(({ state }: { state: string }) => state)).toEqual(["done", "none", "none"]);
    expect(await call("post", `${SHOP}/simulator/start`, { months: 99 })).toMatchObject({ status: 400 });
    expect(await call("post", "/shops/souk-kuwait/simulator/start", {})).toMatchObject({ status: 409 });
  });
});

describe("the API itself", () => {
  it("names unknown paths, shops and methods", async () => {
    expect(await call("get", "/nothing")).toEqual({ status: 404, json: { error: "path /api/nothing: expected one that /openapi.json lists" } });
    expect(await call("get", "/shops/nowhere")).toMatchObject({ status: 404, json: { error: expect.stringMatching(/^shop nowhere: expected one of evergreen-goods/) } });
    expect(await call("put", "/clock")).toEqual({ status: 405, json: { error: "method PUT on /clock: expected GET" } });
    expect(await call("post", `${SHOP}/orders`, JSON.stringify({ note: "x".repeat(1_100_000) }))).toMatchObject({ status: 413 });
  });

  it("is described by what checks it", async () => {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the document is looked into by path
    const document = (await (await fetch(`${started.url}/openapi.json`)).json()) as any;
    expect([document.openapi, document.servers[0].url]).toEqual(["3.1.0", started.url]);
    for (const { method, path, body, query } of allOperations) {
      const described = document.paths[`/api${path}`][method];
      expect(described.requestBody !== undefined, `${method} ${path}`).toBe(body !== undefined);
      expect(described.parameters?.filter((parameter: { in: string }) => parameter.in === "query").length > 0, `${method} ${path}`).toBe(query !== undefined);
    }
    const ids = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(allOperations.length);
    const schema = document.paths["/api/shops/{handle}/orders"].post.requestBody.content["application/json"].schema;
    expect(schema).toMatchObject({ type: "object", required: ["lines"], additionalProperties: false, properties: { lines: { type: "array", minItems: 1 } } });
  });
});

describe("the panel", () => {
  it("shows every page, escaped", async () => {
    const evil = "<script>alert(1)</script>\"'&";
    const { id } = await order({ lines: [{ title: evil, unitPriceMinor: 100, quantity: 1 }] });
    const person = (await call("post", `${SHOP}/customers`, { firstName: evil, note: evil })).json.id;
    const { deliveries } = (await call("get", `${SHOP}/deliveries?limit=1`)).json;
    for (const page of ["orders", `orders/${id}`, "customers", "customers?search=script", `customers/${person}`, "deliveries", "deliveries?state=failed", `deliveries/${deliveries[0].webhookId}`, "world"]) {
      const answer = await fetch(`${started.url}/control/evergreen-goods/${page}`);
      const text = await answer.text();
      expect([page, answer.status, text.includes("<script>alert")]).toEqual([page, 200, false]);
    }
    expect((await fetch(`${started.url}/control?shop=hanami-store`)).url).toBe(`${started.url}/control/hanami-store/orders`);
    expect((await fetch(`${started.url}/control/evergreen-goods/orders/4`)).status).toBe(404);
    expect((await fetch(`${started.url}/control/nowhere/orders`)).status).toBe(404);
  });
});
