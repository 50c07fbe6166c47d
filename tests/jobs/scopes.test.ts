import { beforeAll, beforeEach, expect, test } from "vitest";
import { importShop } from "~/jobs/tasks/import-shop";
import { updateScopesNow } from "~/operations/shop/update-scopes.server";
import { withoutRefused } from "~/shopify/client/refused-fields";
import { ALL_ORDERS } from "~/shopify/documents/bulk.graphql";
import { ORDER } from "~/shopify/documents/orders.graphql";
import { pastOrders } from "~/store/admin-reads/past-orders.server";
import { shopByDomain } from "~/store/shops/shop-by-domain.server";
import { createCustomer } from "../../sandbox/shop-life/create-customer";
import { editOrder } from "../../sandbox/shop-life/edit-order";
import { installApp } from "../../sandbox/shop-life/install-app";
import { payOrder } from "../../sandbox/shop-life/pay-order";
import { placeOrder } from "../../sandbox/shop-life/place-order";
import { findShop } from "../../sandbox/world/find-shop";
import type { Order, Shop } from "../../sandbox/world/types";
import { expectBooks } from "../support/expect-books";
import { eventually, useLiveShop } from "../support/live-shop";

const live = useLiveShop({ work: true });
const DOMAIN = "evergreen-goods.myshopify.com";
const DISPUTES = "read_shopify_payments_disputes";
let shop: Shop;
let shopId: bigint;
let ancient: Order;

const rows = <Row extends object>(text: string, ...values: unknown[]) => live.database.asOwner<Row & Record<string, unknown>>(text, values);
const known = async (order: Order) => (await rows<{ imported: boolean; accrued: string; qualifying_minor: string }>("SELECT imported, accrued, qualifying_minor FROM shop_order WHERE order_id = $1 AND seen", order.id))[0];
const quiet = () => eventually("a quiet inbox", async () => (await rows("SELECT 1 FROM inbox WHERE state = 'new'")).length === 0);
const grant = (scopes: string[]) => installApp(live.sandbox, shop, { scopes });
const granted = () => shop.install!.scopes;
const off = async () => (await shopByDomain(DOMAIN))!.featuresOff;

function paidOrder(at?: string): Order {
  const customer = createCustomer(live.sandbox, shop, { email: `c${Math.random()}@example.com`, firstName: "C" });
  const order = placeOrder(live.sandbox, shop, { customerId: customer.id, email: customer.email, lines: [{ title: "Fern", unitPriceMinor: 5_000, quantity: 1 }], at });
  return payOrder(live.sandbox, shop, { orderId: order.id });
}

beforeAll(async () => {
  shop = findShop(live.sandbox.world, DOMAIN)!;
  ancient = paidOrder(new Date(Date.now() - 100 * 86_400_000).toISOString());
  ({ shop, shopId } = await live.install(DOMAIN));
  await eventually("all three imports", async () => (await rows("SELECT 1 FROM import_run WHERE state = 'done'")).length === 3);
});
beforeEach(quiet);

test("orders older than 60 days are read when Shopify grants them later, once, and award nothing", async () => {
  expect(await known(ancient)).toBeUndefined();
  grant([...granted(), "read_all_orders"]);
  expect(await eventually("the old order", () => known(ancient))).toEqual({ imported: true, accrued: "0", qualifying_minor: "5000" });
  await eventually("the end of the import", async () => (await rows("SELECT 1 FROM import_run WHERE state = 'done' AND whole")).length === 3);
  const operations = () => Object.keys(shop.bulkOperations).length;
  const before = operations();
  await importShop((await shopByDomain(DOMAIN))!, () => new Date());
  expect(operations()).toBe(before);
});

test("what a merchant grants in a page is looked up there and then: the past is read before Shopify's news of it, and a refusal changes nothing", async () => {
  const domain = "souk-kuwait.myshopify.com";
  const other = findShop(live.sandbox.world, domain)!;
  const customer = createCustomer(live.sandbox, other, { email: "old@example.com", firstName: "O" });
  const order = payOrder(live.sandbox, other, { orderId: placeOrder(live.sandbox, other, { customerId: customer.id, email: customer.email, lines: [{ title: "Lamp", unitPriceMinor: 5_000, quantity: 1 }], at: new Date(Date.now() - 100 * 86_400_000).toISOString() }).id });
  const { shopId: otherId } = await live.install(domain);
  const past = () => pastOrders(otherId);
  expect(await eventually("the first reading", async () => (await past())?.state === "done" && await past())).toEqual({ state: "done", read: 0, whole: false });
  const asked = async () => updateScopesNow((await shopByDomain(domain))!);
  expect((await asked()).scopes).not.toContain("read_all_orders");
  // Granted; the webhook about it never comes.
  other.install!.scopes = [...other.install!.scopes, "read_all_orders"];
  expect((await asked()).scopes).toContain("read_all_orders");
  expect(await eventually("the reading of all", async () => { const now = await past(); return now?.whole && now.state === "done" && now; })).toMatchObject({ read: 1 });
  expect(await known(order)).toEqual({ imported: true, accrued: "0", qualifying_minor: "5000" });
});

test("a scope taken back switches its feature off with a sentence; what it does not touch goes on, and comes back with the scope", async () => {
  const all = granted();
  grant(all.filter((scope) => scope !== DISPUTES));
  await eventually("the feature to be off", async () => (await off())["disputes"]);
  const order = paidOrder();
  await eventually("the points", async () => (await known(order))?.accrued === "50");
  grant(all);
  await eventually("the feature to be on", async () => !(await off())["disputes"]);
});

test("a field refused though its scope was told is left out of the answer: the rest of it is used, the merchant is told, nothing is parked", async () => {
  // The webhook about it is still on its way.
  shop.install!.scopes = granted().filter((scope) => scope !== "read_products");
  const order = paidOrder();
  await eventually("the points", async () => (await known(order))?.accrued === "50");
  editOrder(live.sandbox, shop, { orderId: order.id, set: [{ lineId: order.lines[0]!.id, quantity: 2 }] });
  await eventually("a reading of the order", async () => (await rows("SELECT 1 FROM inbox WHERE topic = 'reconcile/order' AND state = 'done' AND delivery_id LIKE $1", `reconcile:order:${order.id}:%`)).length > 0);
  expect(await eventually("the sentence", async () => (await off())["product_rules"])).toBe("Rules by product, collection and tag do not apply. Grant access to products.");
  await quiet();
  expect(await rows("SELECT topic, parked_reason FROM inbox WHERE state = 'parked'")).toEqual([]);
  expect(await rows("SELECT task_identifier, last_error FROM graphile_worker.jobs WHERE last_error IS NOT NULL")).toEqual([]);
});

test("an import that Shopify refuses for one field is read without it", async () => {
  await rows("UPDATE import_run SET state = 'waiting', operation_id = NULL WHERE shop_id = $1 AND kind = 'orders'", String(shopId));
  await importShop((await shopByDomain(DOMAIN))!, () => new Date());
  expect(await rows("SELECT state, message FROM import_run WHERE shop_id = $1 AND kind = 'orders'", String(shopId))).toEqual([{ state: "done", message: null }]);
  await expectBooks(shopId);
});

test("a document without what is refused is still a document", () => {
  for (const document of [ORDER, ALL_ORDERS]) {
    const bare = withoutRefused("nobody.myshopify.com", document, { all: true, nowMs: 0 });
    expect(bare).not.toMatch(/\bdisputes\b|\bproduct \{|\bemail\b/);
    expect(bare).toMatch(/risk \{ recommendation/);
    expect([...bare].filter((sign) => sign === "{").length).toBe([...bare].filter((sign) => sign === "}").length);
    expect(withoutRefused("nobody.myshopify.com", document, { nowMs: 0 })).toBe(document);
  }
});
