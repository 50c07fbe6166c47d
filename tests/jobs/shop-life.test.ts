import { beforeAll, describe, expect, test } from "vitest";
import { reconcileOrders } from "~/jobs/tasks/reconcile-orders";
import { verifyLedger } from "~/operations/ledger/verify-ledger.server";
import { requestAnswer } from "~/store/compliance/requests.server";
import { readFor } from "~/store/in-transaction.server";
import { shopByDomain } from "~/store/shops/shop-by-domain.server";
import { createCustomer } from "../../sandbox/shop-life/create-customer";
import { mergeCustomers } from "../../sandbox/shop-life/merge-customers";
import { openDispute } from "../../sandbox/shop-life/open-dispute";
import { payOrder } from "../../sandbox/shop-life/pay-order";
import { placeOrder } from "../../sandbox/shop-life/place-order";
import { redactCustomer } from "../../sandbox/shop-life/redact-customer";
import { redactShop } from "../../sandbox/shop-life/redact-shop";
import { requestCustomerData } from "../../sandbox/shop-life/request-customer-data";
import { resolveDispute } from "../../sandbox/shop-life/resolve-dispute";
import { uninstallApp } from "../../sandbox/shop-life/uninstall-app";
import { findShop } from "../../sandbox/world/find-shop";
import type { Customer, Order, Shop } from "../../sandbox/world/types";
import { eventually, useLiveShop } from "../support/live-shop";

const live = useLiveShop({ work: true });
const DOMAIN = "evergreen-goods.myshopify.com";
let shop: Shop;
let shopId: bigint;
let before: { customer: Customer; order: Order };

beforeAll(async () => {
  const world = findShop(live.sandbox.world, DOMAIN)!;
  const customer = createCustomer(live.sandbox, world, { email: "early@example.com", firstName: "Early" });
  before = { customer, order: paidOrder(world, customer, 60_000, new Date(live.sandbox.now().getTime() - 3_600_000).toISOString()) };
  ({ shop, shopId } = await live.install(DOMAIN));
});

let people = 0;
const someone = (given: { tags?: string[] } = {}) => createCustomer(live.sandbox, shop, { email: `p${++people}@example.com`, firstName: `P${people}`, ...given });
function paidOrder(at: Shop, customer: Customer | null, unitPriceMinor = 5_000, placedAt?: string): Order {
  const order = placeOrder(live.sandbox, at, { customerId: customer?.id ?? null, email: customer?.email ?? null, lines: [{ title: "Fern", unitPriceMinor, quantity: 1 }], at: placedAt });
  return payOrder(live.sandbox, at, { orderId: order.id, at: placedAt });
}

const rows = <Row extends object>(text: string, ...values: unknown[]) => live.database.asOwner<Row & Record<string, unknown>>(text, values);
const orderRow = async (id: string) => (await rows<{ accrued: string; reversed: string; imported: boolean; qualifying_minor: string; member_id: string | null }>("SELECT * FROM shop_order WHERE order_id = $1", id))[0] ?? null;
const pointsOf = async (customerId: string) => (await rows<{ n: string; debt: string }>("SELECT pending + available + held AS n, debt FROM wallet JOIN member USING (shop_id, member_id) WHERE customer_id = $1", customerId))[0] ?? null;
const points = (customerId: string, wanted: number) => eventually(`${wanted} points`, async () => Number((await pointsOf(customerId))?.n ?? -1) === wanted);

test("an order from before the install qualifies for a tier and brings no points", async () => {
  const order = await eventually("the import", () => orderRow(before.order.id));
  expect([order.imported, order.accrued, order.qualifying_minor]).toEqual([true, "0", "60000"]);
  await eventually("all three imports", async () => (await rows("SELECT 1 FROM import_run WHERE state = 'done'")).length === 3);
  await eventually("a tier above the first", async () => (await rows<{ tier: string }>("SELECT tier FROM member WHERE customer_id = $1", before.customer.id))[0]?.tier === "silver");
  expect(await pointsOf(before.customer.id)).toMatchObject({ n: "0" });
});

test("what no webhook brought, reconciliation finds: once, and not again", async () => {
  const customer = someone();
  live.sandbox.world.faults.drop = 1;
  const order = paidOrder(shop, customer);
  live.sandbox.world.faults.drop = 0;
  const found = await reconcileOrders((await shopByDomain(DOMAIN))!, { deep: false }, () => new Date());
  expect(found).toBeGreaterThanOrEqual(1);
  await points(customer.id, 50);
  expect((await orderRow(order.id))!.imported).toBe(false);
  await eventually("a quiet inbox", async () => (await rows("SELECT 1 FROM inbox WHERE state = 'new'")).length === 0);
  expect(await reconcileOrders((await shopByDomain(DOMAIN))!, { deep: true }, () => new Date())).toBe(0);
});

test("an order whose webhooks were lost a day ago is found at night, and counts from when it was placed", async () => {
  await rows("UPDATE shop SET installed_at = now() - interval '3 days' WHERE shop_id = $1", String(shopId));
  const customer = someone();
  const placedAt = new Date(live.sandbox.now().getTime() - 26 * 3_600_000).toISOString();
  live.sandbox.world.faults.drop = 1;
  const order = paidOrder(shop, customer, 5_000, placedAt);
  live.sandbox.world.faults.drop = 0;
  await reconcileOrders((await shopByDomain(DOMAIN))!, { deep: true }, () => new Date());
  await points(customer.id, 50);
  const [entry] = await rows<{ effective_at: Date }>("SELECT effective_at FROM ledger_transaction WHERE order_id = $1", order.id);
  expect(entry!.effective_at.toISOString().slice(0, 19)).toBe(placedAt.slice(0, 19));
});

test("a dispute holds nothing back that was spendable, and takes the points when it is lost", async () => {
  const customer = someone();
  const order = paidOrder(shop, customer);
  await points(customer.id, 50);
  openDispute(live.sandbox, shop, { orderId: order.id });
  await eventually("the dispute", async () => (await rows<{ n: number }>("SELECT json_array_length(fact->'disputes') AS n FROM shop_order WHERE order_id = $1", order.id))[0]?.n === 1);
  await points(customer.id, 50);
  resolveDispute(live.sandbox, shop, { orderId: order.id, outcome: "lost" });
  await points(customer.id, 0);
});

test("merged customers have one wallet", async () => {
  const [kept, gone] = [someone(), someone()];
  paidOrder(shop, kept);
  paidOrder(shop, gone, 3_000);
  await points(kept.id, 50);
  await points(gone.id, 30);
  mergeCustomers(live.sandbox, shop, { keepId: kept.id, mergeId: gone.id });
  await points(kept.id, 80);
});

test("a customer with a tag that excludes earns nothing, though no webhook tells the tag", async () => {
  const [version] = await rows<{ program: Record<string, unknown>; version: number }>("SELECT program, version FROM program_version WHERE shop_id = $1 ORDER BY version DESC LIMIT 1", shopId);
  const program = { ...version!.program, version: version!.version + 1, enrollment: { mode: "automatic", excludeTags: ["wholesale"] } };
  await rows("INSERT INTO program_version (shop_id, version, program, effective_from, created_by) VALUES ($1, $2, $3, now() - interval '1 minute', 'test')", shopId, program.version, JSON.stringify(program));
  const customer = someone({ tags: ["Wholesale"] });
  await eventually("the tag", async () => (await rows<{ tags: string[] }>("SELECT tags FROM member WHERE customer_id = $1", customer.id))[0]?.tags.includes("Wholesale"));
  const order = paidOrder(shop, customer);
  const row = await eventually("the order", () => orderRow(order.id));
  expect(row.accrued).toBe("0");
});

describe("privacy", () => {
  test("a data request is answered with what is kept, sealed", async () => {
    const customer = someone();
    paidOrder(shop, customer);
    await points(customer.id, 50);
    requestCustomerData(live.sandbox, shop, { customerId: customer.id });
    const request = await eventually("the export", async () => (await rows<{ request_id: string; answer: Buffer }>("SELECT request_id, answer FROM compliance_request WHERE kind = 'data_request' AND state = 'done'"))[0]);
    expect(request.answer.includes("@example.com")).toBe(false);
    const answer = await readFor(shopId, (db) => requestAnswer(db, BigInt(request.request_id)));
    expect(JSON.parse(answer!.toString("utf8"))).toMatchObject({ customerIds: [customer.id] });
    expect(answer!.toString("utf8")).toContain(customer.email);
  });

  test("an erased customer leaves the ledger whole and no message about them behind", async () => {
    const customer = someone();
    const email = customer.email!;
    paidOrder(shop, customer);
    await points(customer.id, 50);
    await eventually("a quiet inbox", async () => (await rows("SELECT 1 FROM inbox WHERE state = 'new'")).length === 0);
    redactCustomer(live.sandbox, shop, { customerId: customer.id });
    await eventually("the erasure", async () => (await rows("SELECT 1 FROM compliance_request WHERE kind = 'customer_redact' AND state = 'done'")).length === 1);
    expect(await rows("SELECT 1 FROM member WHERE customer_id = $1", customer.id)).toEqual([]);
    const { openBody } = await import("~/store/inbox/sealed-body.server");
    const bodies = await rows<{ shop_domain: string; delivery_id: string; body: Buffer }>("SELECT shop_domain, delivery_id, body FROM inbox WHERE body IS NOT NULL AND state = 'done'");
    const naming = bodies.map(({ shop_domain, delivery_id, body }) => openBody(body, { shopDomain: shop_domain, deliveryId: delivery_id }).toString("utf8")).filter((text) => text.includes(email));
    expect(naming).toEqual([]);
    expect(await verifyLedger(shopId)).toEqual([]);
  });
});

test("nothing is left over, nothing was parked, and the books hold", async () => {
  await eventually("a quiet inbox", async () => (await rows("SELECT 1 FROM inbox WHERE state = 'new'")).length === 0);
  expect(await rows("SELECT topic, parked_reason FROM inbox WHERE state = 'parked'")).toEqual([]);
  expect(await verifyLedger(shopId)).toEqual([]);
});

test("an uninstall forgets the tokens; an erasure 48 hours later leaves a certificate, unless the shop came back", async () => {
  uninstallApp(live.sandbox, shop);
  await eventually("the uninstall", async () => (await shopByDomain(DOMAIN))?.uninstalledAt);
  expect(await rows("SELECT 1 FROM session WHERE shop = $1", DOMAIN)).toEqual([]);
  ({ shopId } = await live.install(DOMAIN));
  expect((await shopByDomain(DOMAIN))!.uninstalledAt).toBeNull();
  live.sandbox.emit(shop, "shop/redact", { shop_id: BigInt(shop.id), shop_domain: DOMAIN });
  await eventually("the answer to the erasure", async () => (await rows("SELECT 1 FROM inbox WHERE topic = 'shop/redact' AND state = 'done'")).length === 1);
  expect(await shopByDomain(DOMAIN)).not.toBeNull();
  uninstallApp(live.sandbox, shop);
  await eventually("the second uninstall", async () => (await shopByDomain(DOMAIN))?.uninstalledAt);
  redactShop(live.sandbox, shop);
  await eventually("the erasure", async () => (await rows("SELECT 1 FROM erasure_certificate")).length === 1);
  expect(await shopByDomain(DOMAIN)).toBeNull();
  expect(await rows("SELECT topic FROM inbox WHERE shop_domain = $1 AND received_at < (SELECT max(erased_at) FROM erasure_certificate)", DOMAIN)).toEqual([]);
});
