import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { carryOut, join } from "~/buyer/buyer-command.server";
import { limitBuyer } from "~/buyer/rate-limit.server";
import { readCommand } from "~/buyer/read-command";
import { noteConsent } from "~/operations/activities/note-consent.server";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import { action as joinAction, loader as joinLoader } from "~/routes/buyer.join";
import { action as leaveAction } from "~/routes/buyer.leave";
import { action as meAction, loader as meLoader } from "~/routes/buyer.me";
import { loader as unknownLoader } from "~/routes/buyer.unknown";
import { loader as whyLoader } from "~/routes/buyer.why";
import { shopByDomain } from "~/store/shops/shop-by-domain.server";
import { anOrder, aRefund } from "../loyalty/orders/an-order";
import { aShop } from "../support/a-shop";
import { useDatabase } from "../support/use-database";
import { waitingTasks } from "../support/expect-books";
import { buyerEnvironment, command, proxied, read, type Asked } from "./buyer-request";

const database = useDatabase({ atOnce: 50 });
const DOMAIN = "evergreen-goods.myshopify.com";
const OTHER = "other-shop.myshopify.com";
const NOW = new Date("2026-03-02T12:00:00.000Z");
let shopId: bigint;

beforeAll(async () => {
  buyerEnvironment();
  shopId = await aShop(database, { domain: DOMAIN, testCustomers: ["987654321"] });
  const otherShop = await aShop(database, { domain: OTHER });
  await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", customerId: "8" })], NOW);
  await settleOrders(shopId, [refundPatch("1001", aRefund({ amountMinor: 2500 }))], NOW);
  await settleOrders(otherShop, [anOrder({ orderId: "2001", customerId: "9" })], NOW);
});

const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: {} }) as Parameters<typeof meLoader>[0];
// Each test asks from an address of its own, so that limits of one do not reach another.
let host = 0;
const from = () => `198.51.100.${++host}`;
const me = (asked: Partial<Asked> = {}) => read(meLoader(args(proxied("me", { shop: DOMAIN, address: from(), ...asked }))) as Promise<Response>);
const why = (orderId: string, asked: Partial<Asked> = {}) => read(whyLoader(args(proxied(`orders/${orderId}/why`, { shop: DOMAIN, address: from(), ...asked }), { orderId })) as Promise<Response>);
const send = (action: typeof joinAction, asked: Partial<Parameters<typeof command>[1]> = {}) => read(action(args(command("join", { shop: DOMAIN, address: from(), ...asked }))) as Promise<Response>);

describe("a renamed app proxy", () => {
  const shop = "renamed.myshopify.com";
  const known = async () => (await shopByDomain(shop))!.proxyPath;

  test("is learned from a verified request alone, told to the storefront once, and forgotten when it is as declared again", async () => {
    const renamed = await aShop(database, { domain: shop });
    const forged = proxied("me", { shop, address: from(), pathPrefix: "/apps/rewards" }).url.replace("rewards", "evil");
    expect((await read(meLoader(args(new Request(forged))) as Promise<Response>)).status).toBe(401);
    expect(await known()).toBeNull();
    for (let visit = 0; visit < 2; visit++) expect((await me({ shop, pathPrefix: "/apps/rewards" })).body.program.proxyPath).toBe(visit === 0 ? undefined : "/apps/rewards");
    expect(await known()).toBe("/apps/rewards");
    expect(await waitingTasks(database, renamed)).toEqual(["publish-program"]);
    await me({ shop });
    expect(await known()).toBeNull();
  });
});

describe("GET me", () => {
  test("a guest sees the program, and nobody's id", async () => {
    const { status, body } = await me();
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: "guest", program: { v: 1, launched: true, rate: { currency: "USD" }, testCustomers: [] } });
    expect(JSON.stringify(body)).not.toContain("987654321");
  });

  test("a customer who is no member may join", async () => {
    expect((await me({ customer: "777" })).body).toMatchObject({ state: "not_enrolled" });
  });

  test("a member sees what they have and why", async () => {
    const { body } = await me({ customer: "7" });
    expect(body).toMatchObject({ state: "member", card: { v: 1, state: "member", pending: 25, available: 0, owed: 0, tier: { handle: "member" } } });
    expect(body.activity).toMatchObject([
      { points: -25, pocket: "pending", reason: "order_refunded", order: "#1001", orderId: "1001" },
      { points: 50, pocket: "pending", reason: "order_earned", order: "#1001", on: "2026-03-01" },
    ]);
  });

  test("who wanted e-mails once is told so, also where that brought nothing", async () => {
    expect((await me({ customer: "7" })).body.card).not.toHaveProperty("newsletter");
    await noteConsent(shopId, { customerId: "7", at: "2026-03-02T11:00:00.000Z" }, NOW);
    expect((await me({ customer: "7" })).body.card.newsletter).toBe(true);
  });

  test("what staff noted beside an adjustment is not told", async () => {
    const [{ member_id: memberId }] = await database.asOwner(`SELECT member_id FROM member WHERE shop_id = $1 AND customer_id = '8'`, [shopId]) as [{ member_id: string }];
    await adjustPoints(shopId, { memberId: BigInt(memberId), points: 5n, note: "angry on the phone", message: "Sorry for the wait", actor: "staff:1", commandId: randomUUID() }, NOW);
    const { body } = await me({ customer: "8" });
    expect(body.activity[0]).toMatchObject({ points: 5, pocket: "available", reason: "adjustment_given", values: { message: "Sorry for the wait" } });
    expect(JSON.stringify(body)).not.toContain("angry");
  });

  test("answers are kept nowhere and guessed by nobody", async () => {
    for (const { headers } of [await me({ customer: "7" }), await me(), await me({ shop: "nobody.myshopify.com" })]) {
      expect(Object.fromEntries(headers)).toMatchObject({ "cache-control": "no-store", "content-type": "application/json; charset=utf-8", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
    }
  });

  test("a shop without the app, or that removed it, is refused", async () => {
    expect(await me({ shop: "nobody.myshopify.com" })).toMatchObject({ status: 401, body: { error: { code: "not_installed", message: "shop nobody.myshopify.com does not have the app: expected a shop where it is installed" } } });
    const gone = await aShop(database, { domain: "gone.myshopify.com" });
    await database.asOwner(`UPDATE shop SET uninstalled_at = now() WHERE shop_id = $1`, [gone]);
    expect((await me({ shop: "gone.myshopify.com" })).status).toBe(401);
  });

  test("before launch the program exists for test customers only", async () => {
    await aShop(database, { domain: "soon.myshopify.com", launchedAt: null, testCustomers: ["5"] });
    expect((await me({ shop: "soon.myshopify.com" })).body).toEqual({ state: "not_available", reason: "not_launched" });
    expect((await me({ shop: "soon.myshopify.com", customer: "6" })).body).toEqual({ state: "not_available", reason: "not_launched" });
    expect((await me({ shop: "soon.myshopify.com", customer: "5" })).body).toMatchObject({ state: "not_enrolled" });
  });

  test("a blocked member is told nothing else", async () => {
    const blocked = await aShop(database, { domain: "blocks.myshopify.com" });
    await settleOrders(blocked, [anOrder()], NOW);
    await database.asOwner(`UPDATE member SET state = 'blocked' WHERE shop_id = $1`, [blocked]);
    expect((await me({ shop: "blocks.myshopify.com", customer: "7" })).body).toEqual({ state: "not_available", reason: "blocked" });
    expect(await send(joinAction, { shop: "blocks.myshopify.com", customer: "7" })).toMatchObject({ status: 403, body: { error: { code: "not_available" } } });
  });
});

describe("who is asking", () => {
  test("an id in any other field never changes the answer", async () => {
    const own = (await me({ customer: "7" })).body;
    const field = fc.constantFrom("customer_id", "customerId", "member_id", "id", "customer[id]", "logged_in_customer", "account", "__proto__");
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(field, fc.constantFrom("8", "9", "987654321", "gid://shopify/Customer/8")), { minLength: 1, maxLength: 3 }), async (query) => {
      expect((await me({ customer: "7", query })).body).toEqual(own);
    }), { numRuns: 20 });
    await fc.assert(fc.asyncProperty(field, fc.constantFrom("8", "987654321"), async (name, id) => {
      const key = randomUUID();
      const buyer = { shop: (await shopByDomain(DOMAIN))!, customerId: "7" };
      const body = JSON.stringify({ [name]: id, customer: { id } });
      expect(await carryOut(join, buyer, await readCommand(command("join", { shop: DOMAIN, key, body }), "join"))).toEqual(own);
    }), { numRuns: 20 });
    expect((await me({ customer: "8" })).body.card).toMatchObject({ pending: 50 });
  });

  test.each(["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"])("%s given by the browser beside Shopify's is refused", async (name) => {
    expect(await me({ customer: "7", query: [[name, "8"]] })).toMatchObject({ status: 400, body: { error: { code: "parameter_repeated" } } });
  });

  test("an unsigned, changed or old request is refused", async () => {
    const changed = new URL(proxied("me", { shop: DOMAIN, customer: "7" }).url);
    changed.searchParams.set("logged_in_customer_id", "8");
    expect((await read(meLoader(args(new Request(changed))) as Promise<Response>)).body.error.code).toBe("signature_wrong");
    expect((await read(meLoader(args(new Request("https://app.example/proxy/me?shop=evergreen-goods.myshopify.com"))) as Promise<Response>)).status).toBe(401);
  });

  test("the same customer number in another shop is somebody else", async () => {
    expect((await me({ shop: OTHER, customer: "7" })).body).toMatchObject({ state: "not_enrolled" });
  });
});

describe("GET orders/:id/why", () => {
  test("tells the rules of one's own order", async () => {
    const { status, body } = await why("1001", { customer: "7" });
    expect(status).toBe(200);
    expect(body).toMatchObject({ order: "#1001", points: 25 });
    expect(body.reasons.map(({ rule }: { rule: string }) => rule)).toEqual(expect.arrayContaining(["earned", "refunded", "earn_rate"]));
  });

  test("somebody else's, another shop's and no order at all are the same 404", async () => {
    const answers = [await why("1002", { customer: "7" }), await why("2001", { customer: "7" }), await why("999", { customer: "7" }), await why("1001", {}), await why("1001", { customer: "777" }), await why("x'--", { customer: "7" })];
    for (const { status, body } of answers) {
      expect(status).toBe(404);
      expect(body.error).toEqual({ code: "not_found", message: expect.stringMatching(/^order .+: expected the number of one of your own orders$/) });
    }
  });
});

describe("POST join and leave", () => {
  test("joining makes a member, whose earlier orders are looked at again; twice is once", async () => {
    const key = randomUUID();
    const first = await send(joinAction, { customer: "51", key });
    expect(first).toMatchObject({ status: 200, body: { state: "member", card: { available: 0, pending: 0 } } });
    expect(await send(joinAction, { customer: "51", key })).toMatchObject({ status: 200, body: first.body });
    expect(await database.asOwner(`SELECT state, enrolled_by FROM member WHERE shop_id = $1 AND customer_id = '51'`, [shopId])).toEqual([{ state: "member", enrolled_by: "customer" }]);
  });

  test("leaving and joining again keep the points; a replayed join after leaving brings nobody back", async () => {
    const key = randomUUID();
    await send(joinAction, { customer: "52", key });
    expect(await send(leaveAction, { customer: "52" })).toMatchObject({ status: 200, body: { state: "not_enrolled" } });
    expect((await send(joinAction, { customer: "52", key })).body).toMatchObject({ state: "not_enrolled" });
    expect((await me({ customer: "52" })).body).toMatchObject({ state: "not_enrolled" });
    expect((await send(joinAction, { customer: "52" })).body).toMatchObject({ state: "member" });
  });

  test.each([["one key", () => () => "3f2b8a54-6d1c-4e0a-9b7d-0a1b2c3d4e5f"], ["a key each", () => () => randomUUID()]])("32 at once with %s are one member", async (name, keys) => {
    const key = keys();
    const customerId = name === "one key" ? "53" : "54";
    const buyer = { shop: (await shopByDomain(DOMAIN))!, customerId };
    const answers = await Promise.all(Array.from({ length: 32 }, async () => carryOut(join, buyer, await readCommand(command("join", { shop: DOMAIN, key: key() }), "join"))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ state: "member" });
    const members = await database.asOwner(`SELECT (SELECT count(*) FROM member WHERE shop_id = $1 AND customer_id = $2)::int AS members, (SELECT count(*) FROM access_log l JOIN member m USING (shop_id, member_id) WHERE shop_id = $1 AND customer_id = $2)::int AS joined`, [shopId, customerId]);
    expect(members).toEqual([{ members: 1, joined: 1 }]);
  });

  test("bad requests, each by its status and sentence", async () => {
    const cases: [Partial<Parameters<typeof command>[1]>, number, string][] = [
      [{}, 401, "sign_in"],
      [{ customer: "7", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "a=1" }, 415, "not_json"],
      [{ customer: "7", headers: { "content-type": "text/plain" } }, 415, "not_json"],
      [{ customer: "7", key: "1" }, 400, "idempotency_key_missing"],
      [{ customer: "7", body: "" }, 400, "not_json"],
      [{ customer: "7", body: "{" }, 400, "not_json"],
      [{ customer: "7", body: "[]" }, 400, "not_json"],
      [{ customer: "7", body: JSON.stringify({ text: "x".repeat(5_000) }) }, 413, "too_large"],
    ];
    for (const [asked, status, code] of cases) expect(await send(joinAction, asked), JSON.stringify(asked)).toMatchObject({ status, body: { error: { code, message: expect.stringMatching(/\.$|expected/) } } });
  });

  test("the same key for something else is refused", async () => {
    const key = randomUUID();
    expect((await send(joinAction, { customer: "55", key })).status).toBe(200);
    expect(await send(leaveAction, { customer: "55", key })).toMatchObject({ status: 409, body: { error: { code: "other_request" } } });
    expect((await send(joinAction, { customer: "55", key, body: '{"a":1}' })).status).toBe(409);
    // Another shopper's key is their own.
    expect((await send(joinAction, { customer: "56", key })).status).toBe(200);
  });

  test("other methods and paths are told what exists", async () => {
    expect(await read(joinLoader(args(proxied("join", { shop: DOMAIN }))))).toMatchObject({ status: 405, body: { error: { message: "method GET: expected POST" } } });
    expect((await send(joinAction, { customer: "7", method: "DELETE" })).status).toBe(405);
    expect((await read(meAction(args(command("me", { shop: DOMAIN, customer: "7" }))))).headers.get("allow")).toBe("GET");
    expect(await read(unknownLoader(args(proxied("x", { shop: DOMAIN }))))).toMatchObject({ status: 404, body: { error: { code: "unknown_path" } } });
  });
});

describe("limits", () => {
  test("more than 60 reads in a minute are told when to come back; somebody else is not", async () => {
    const address = from();
    const statuses = new Map<number, number>();
    let last: Awaited<ReturnType<typeof me>> | undefined;
    for (let i = 0; i < 65; i++) {
      const answer = await me({ customer: "8", address });
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      last = answer;
    }
    // Other tests of this file asked as customer 8 once.
    expect(statuses.get(429)).toBeGreaterThanOrEqual(5);
    expect(last).toMatchObject({ status: 429, body: { error: { code: "too_many", message: expect.stringMatching(/^More than 60 requests in a minute: try again in \d+ seconds\.$/) } } });
    expect(Number(last!.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await me({ customer: "777", address })).status).toBe(200);
    expect((await me({ shop: OTHER, customer: "8", address })).status).toBe(200);
  });

  test("guests are counted by the address Shopify saw", async () => {
    const address = from();
    const answers = [];
    for (let i = 0; i < 61; i++) answers.push((await me({ address })).status);
    expect(answers.at(-1)).toBe(429);
    expect((await me()).status).toBe(200);
  });

  test("a guest is not somebody else for having written another address into the header", async () => {
    const own = from();
    const answers = [];
    for (let i = 0; i < 61; i++) answers.push((await me({ address: `203.0.113.${i}, 10.0.0.${i}, ${own}` })).status);
    expect(answers.at(-1)).toBe(429);
    expect((await me({ address: `${own}, ${from()}` })).status).toBe(200);
  });

  test("a shop in a storm is told to wait; no other shop is, nor does one shopper use up their shop's share", async () => {
    const [storm, calm] = [await aShop(database), await aShop(database)];
    const ask = (at: bigint, customerId: string) => limitBuyer("read", { shopId: at, customerId, guest: "unknown" }).then(() => 200, (refused: Response) => refused.status);
    for (let i = 0; i < 5_000; i++) await ask(storm, "1");
    const answers = [];
    for (let i = 0; i < 12_000; i++) answers.push(await ask(storm, String(100 + i)));
    // Sixty were the one shopper's.
    expect(answers.filter((status) => status === 200)).toHaveLength(11_940);
    const told = await limitBuyer("read", { shopId: storm, customerId: "99999", guest: "unknown" }).catch((refused: Response) => refused) as Response;
    expect({ status: told.status, ...(await told.json() as object) }).toEqual({ status: 429, error: { code: "too_many", message: expect.stringMatching(/^Too many people ask at this moment: try again in \d+ seconds\.$/) } });
    expect(await ask(calm, "1")).toBe(200);
  });

  test("a burst of 50 commands in one moment: ten are carried out, once, the others wait", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(joinAction, { customer: "60" })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(answers.filter(({ status, headers }) => status === 429 && Number(headers.get("retry-after")) > 0)).toHaveLength(40);
  });
});
