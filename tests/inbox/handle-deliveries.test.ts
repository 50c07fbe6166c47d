import { beforeEach, describe, expect, test } from "vitest";
import { eraseShop } from "~/operations/compliance/erase-shop.server";
import { handleOnce } from "~/inbox/run-inbox.server";
import { TOPICS } from "~/inbox/topics.server";
import { replayInbox } from "~/store/inbox/replay-inbox.server";
import { aShop } from "../support/a-shop";
import { waitingTasks } from "../support/expect-books";
import { useDatabase } from "../support/use-database";
import { deliver, orderBody } from "./a-delivery";

const database = useDatabase();
const NOW = new Date("2026-10-02T00:00:00Z");
let shop: string;
let shopId: bigint;
let made = 0;
beforeEach(async () => {
  await database.asOwner("DELETE FROM inbox");
  shop = `handled-${++made}.myshopify.com`;
  shopId = await aShop(database, { domain: shop });
});

const handle = () => handleOnce({ most: 500, leaseSeconds: 60 }, () => NOW);
const outcomes = async () => (await database.asOwner<{ state: string; parked_reason: string | null }>("SELECT state, parked_reason FROM inbox ORDER BY inbox_id")).map((row) => [row.state, row.parked_reason]);
const orders = async () => Number((await database.asOwner<{ n: number }>("SELECT count(*)::int AS n FROM shop_order WHERE shop_id = $1", [String(shopId)]))[0]!.n);
const accrued = async () => Number((await database.asOwner<{ n: string }>("SELECT coalesce(sum(accrued - reversed), 0) AS n FROM shop_order WHERE shop_id = $1", [String(shopId)]))[0]!.n);
/** As if the waiting time of all retries had passed. */
const later = () => database.asOwner("UPDATE inbox SET ready_at = now() WHERE state = 'new'");

describe("what cannot be read is parked at once with its sentence, and the rest goes on", () => {
  const POISON: [string, string, string | Buffer, RegExp][] = [
    ["bytes that are no JSON", "orders/paid", "hello", /^unreadable: body of 5 bytes: expected JSON$/],
    ["bytes that are no UTF-8", "orders/paid", Buffer.from([0xff, 0xfe]), /expected UTF-8$/],
    ["a list", "orders/paid", "[]", /^unreadable: order \[\]: expected an object$/],
    ["a null price", "orders/paid", orderBody(1, { line_items: [{ id: 1, quantity: 1, price: null, price_set: null }] }), /^unreadable: order\.line_items\[0\]\.price null: expected a decimal number/],
    ["an unknown currency", "orders/paid", orderBody(1, { currency: "ZZZ" }), /^unreadable: order\.currency "ZZZ": expected an ISO 4217 currency/],
    ["no id", "orders/delete", "{}", /^unreadable: order\.id is missing: expected a Shopify id$/],
    ["a refund of nothing", "refunds/create", "{}", /^unreadable: refund\.order_id is missing/],
    ["a topic nobody asked for", "carts/update", "{}", /^unknown_topic: topic carts\/update: expected one the app subscribes to$/],
  ];

  test.each(POISON)("%s", async (_what, topic, body, sentence) => {
    await deliver({ shopDomain: shop, body: orderBody(1) }, { shopDomain: shop, topic, body }, { shopDomain: shop, body: orderBody(2) });
    await handle();
    const [first, poison, last] = await outcomes();
    expect([first![0], last![0]]).toEqual(["done", "done"]);
    expect(poison![0]).toBe("parked");
    expect(poison![1]).toMatch(sentence);
    expect(await orders()).toBe(2);
  });

  test("a shop that is not known is parked, and handled when it is replayed after the install", async () => {
    await deliver({ shopDomain: "new.myshopify.com" });
    await handle();
    expect(await outcomes()).toEqual([["parked", "unknown_shop: the shop is not known: expected one that has installed the app"]]);
    await aShop(database, { domain: "new.myshopify.com" });
    expect(await replayInbox("new.myshopify.com", { inboxIds: null })).toBe(1);
    await handle();
    expect(await outcomes()).toEqual([["done", null]]);
  });

  test.each([["gone", false], ["back again", true]])("what arrives late of a shop that was erased is not taken in nor kept, when the shop is %s", async (_how, back) => {
    await database.asOwner("UPDATE shop SET uninstalled_at = now() WHERE domain = $1", [shop]);
    const before = new Date(Date.now() - 1_000);
    expect(await eraseShop(shop)).toMatchObject({ erased: true });
    if (back) await aShop(database, { domain: shop, installedAt: new Date().toISOString() });
    await deliver({ shopDomain: shop, triggeredAt: before }, { shopDomain: shop, topic: "customers/create", body: JSON.stringify({ id: 7, created_at: "2026-10-01T10:00:00Z", email: "erased@example.com" }), triggeredAt: before });
    await handle();
    const ignored = ["done", "ignored: it is of an install that was erased"];
    expect([await outcomes(), await orders()]).toEqual([[ignored, ignored], 0]);
    expect(await database.asOwner("SELECT 1 FROM inbox WHERE body IS NOT NULL")).toEqual([]);
  });

  test("an uninstalled shop is left alone, but requests about its customers are taken", async () => {
    await database.asOwner("UPDATE shop SET uninstalled_at = now() WHERE shop_id = $1", [String(shopId)]);
    await deliver({ shopDomain: shop }, { shopDomain: shop, topic: "customers/redact", body: JSON.stringify({ shop_domain: shop, customer: { id: 7 }, orders_to_redact: [] }) });
    await handle();
    expect(await outcomes()).toEqual([["done", "ignored: the app is not installed"], ["done", null]]);
    expect(await orders()).toBe(0);
    expect(await database.asOwner("SELECT kind, state FROM compliance_request WHERE shop_id = $1", [String(shopId)])).toEqual([{ kind: "customer_redact", state: "open" }]);
  });
});

describe("what fails while it is saved", () => {
  // Year 0 can be parsed and not be stored.
  const unstorable = orderBody(13, { processed_at: "0000-01-01T00:00:00Z" });

  test("is found among hundreds, which are all saved; it is tried five times, then parked with its class", async () => {
    await deliver(...Array.from({ length: 60 }, (_, i) => ({ shopDomain: shop, body: i === 37 ? unstorable : orderBody(1_000 + i) })));
    await handle();
    expect(await orders()).toBe(59);
    for (let attempt = 2; attempt <= 5; attempt++) {
      expect((await outcomes()).filter(([state]) => state === "new")).toHaveLength(1);
      await later();
      await handle();
    }
    expect((await outcomes()).filter(([state]) => state !== "done")).toEqual([["parked", expect.stringMatching(/PostgreSQL or system error 22/)]]);
  });

  test("of one shop does not touch another shop's deliveries of the same claim", async () => {
    const other = `other-${made}.myshopify.com`;
    await aShop(database, { domain: other });
    await database.asOwner("UPDATE shop SET pepper = '\\x00' WHERE shop_id = $1", [String(shopId)]);
    await deliver({ shopDomain: shop }, { shopDomain: other });
    await handle();
    expect((await outcomes()).map(([state]) => state)).toEqual(["new", "done"]);
  });

  test("a delivery whose worker died with it again and again is parked in the end", async () => {
    await deliver({ shopDomain: shop });
    await database.asOwner("UPDATE inbox SET attempts = 10");
    await handle();
    expect(await outcomes()).toEqual([["parked", expect.stringMatching(/^never_finished: taken 10 times/)]]);
  });
});

describe("order of arrival", () => {
  const line = JSON.parse(orderBody(1)).line_items[0] as Record<string, unknown>;
  const set = (amount: string) => ({ shop_money: { amount, currency_code: "USD" }, presentment_money: { amount, currency_code: "USD" } });
  const refund = { id: 91, order_id: 5, created_at: "2026-10-01T12:00:00-04:00", refund_line_items: [{ id: 1, line_item_id: 11, quantity: 1, subtotal: "50.00", subtotal_set: set("50.00"), total_tax: "0.00", total_tax_set: set("0.00") }], order_adjustments: [], transactions: [] };
  const created = { shopDomain: shop, topic: "orders/create", body: orderBody(5, { financial_status: "pending" }) };
  const paid = { topic: "orders/paid", body: orderBody(5) };
  const refunded = { topic: "orders/updated", body: orderBody(5, { updated_at: "2026-10-01T12:00:00-04:00", financial_status: "refunded", refunds: [refund], line_items: [{ ...line, current_quantity: 0 }] }) };
  const news = [created, paid, { topic: "refunds/create", body: JSON.stringify(refund) }, refunded];

  test("a refund before its order, one by one and each twice, ends as in their own order", async () => {
    for (const one of [...news].reverse()) {
      await deliver({ ...one, shopDomain: shop }, { ...one, shopDomain: shop });
      await handle();
    }
    expect((await outcomes()).every(([state]) => state === "done")).toBe(true);
    expect([await orders(), await accrued()]).toEqual([1, 0]);
  });

  test("a refund of an order nobody knows is kept, and the order is asked for", async () => {
    await deliver({ shopDomain: shop, topic: "refunds/create", body: JSON.stringify(refund) });
    await handle();
    expect(await outcomes()).toEqual([["done", null]]);
    expect(await database.asOwner("SELECT seen, needs FROM shop_order WHERE shop_id = $1", [String(shopId)])).toEqual([{ seen: false, needs: ["order"] }]);
    expect(await database.asOwner("SELECT task_identifier FROM graphile_worker.jobs WHERE key = $1", [`read-orders:${shopId}`])).toEqual([{ task_identifier: "read-orders" }]);
  });

  test("a stale update changes nothing", async () => {
    await deliver({ ...paid, shopDomain: shop });
    await handle();
    await deliver({ shopDomain: shop, topic: "orders/updated", body: orderBody(5, { updated_at: "2026-09-30T10:00:00-04:00", financial_status: "pending", line_items: [{ ...line, price: "1.00", price_set: set("1.00") }] }) });
    await handle();
    expect(await accrued()).toBe(50);
  });

  test("the same webhook five times at once is one effect", async () => {
    await Promise.all(Array.from({ length: 5 }, () => deliver({ shopDomain: shop, deliveryId: "one", body: orderBody(5) })));
    await deliver(...Array.from({ length: 5 }, () => ({ shopDomain: shop, body: orderBody(5) })));
    await Promise.all([handle(), handle(), handle()]);
    expect((await outcomes()).filter(([state]) => state === "done")).toHaveLength(6);
    expect([await orders(), await accrued()]).toEqual([1, 50]);
  });
});

test("every topic of shopify.app.toml is handled, and nothing else is", async () => {
  const { readFileSync } = await import("node:fs");
  const { parse } = await import("smol-toml");
  const toml = parse(readFileSync("shopify.app.toml", "utf8")) as { webhooks: { subscriptions: { topics?: string[]; compliance_topics?: string[]; uri: string }[] } };
  const declared = toml.webhooks.subscriptions.flatMap(({ topics = [], compliance_topics = [] }) => [...topics, ...compliance_topics]);
  expect([...declared].sort()).toEqual(Object.keys(TOPICS).filter((topic) => topic !== "reconcile/order").sort());
  expect(new Set(toml.webhooks.subscriptions.map(({ uri }) => uri))).toEqual(new Set(["/webhooks"]));
});

test("scopes that change are noted with the features that are off for it, and what the import had to leave out is tried again", async () => {
  await deliver({ shopDomain: shop, topic: "app/scopes_update", body: JSON.stringify({ current: ["read_orders", "write_customers"] }) });
  await handle();
  expect(await outcomes()).toEqual([["done", null]]);
  const [row] = await database.asOwner<{ scopes: string[]; features_off: Record<string, string> }>("SELECT scopes, features_off FROM shop WHERE shop_id = $1", [String(shopId)]);
  expect(row!.scopes).toEqual(["read_orders", "write_customers"]);
  expect(Object.keys(row!.features_off).sort()).toEqual(["disputes", "merging", "product_rules", "redeeming"]);
  expect(await waitingTasks(database, shopId)).toEqual(["import-shop"]);
});

test("scopes told from before the present install are those of another grant, and change nothing", async () => {
  const [{ scopes: before }] = await database.asOwner<{ scopes: string[] }>("UPDATE shop SET scopes = '{read_orders}', installed_at = '2026-11-01T16:00:00Z' WHERE domain = $1 RETURNING scopes", [shop]) as [{ scopes: string[] }];
  await deliver({ shopDomain: shop, topic: "app/scopes_update", body: JSON.stringify({ current: ["read_products"] }), triggeredAt: new Date("2026-11-01T15:59:59Z") });
  await handle();
  expect(await outcomes()).toEqual([["done", null]]);
  expect(await database.asOwner("SELECT scopes FROM shop WHERE domain = $1", [shop])).toEqual([{ scopes: before }]);
});

test.each(["app/uninstalled", "shop/redact", "customers/redact", "customers/data_request"])("%s counts only for the shop that its signed body names", async (topic) => {
  for (const body of ["[]", "{}", JSON.stringify({ shop_domain: "another.myshopify.com", myshopify_domain: "another.myshopify.com" })]) await deliver({ shopDomain: shop, topic, body, triggeredAt: null });
  await handle();
  expect((await outcomes()).map(([state]) => state)).toEqual(["parked", "parked", "parked"]);
  expect((await outcomes())[2]![1]).toMatch(/"another\.myshopify\.com": expected the shop of its header, handled-\d+\.myshopify\.com$/);
  expect(await waitingTasks(database, shopId)).toEqual([]);
  expect(await database.asOwner("SELECT 1 FROM shop WHERE shop_id = $1 AND uninstalled_at IS NULL", [String(shopId)])).toHaveLength(1);
});
