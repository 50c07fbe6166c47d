import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDispute } from "../../../sandbox/shop-life/open-dispute";
import { payOrder } from "../../../sandbox/shop-life/pay-order";
import { placeOrder } from "../../../sandbox/shop-life/place-order";
import { refundOrder } from "../../../sandbox/shop-life/refund-order";
import { findShop } from "../../../sandbox/world/find-shop";
import { gid } from "../../../sandbox/world/ids";
import { orderTotals } from "../../../sandbox/world/order-totals";
import { installApp } from "../../../sandbox/world/install";
import type { Order } from "../../../sandbox/world/types";
import { codesOf, EVERYTHING, openShop, type Answer, type OpenShop } from "./open-shop";

const DAY_MS = 86_400_000;
let open: OpenShop;
let order: Order;
beforeAll(async () => {
  open = await openShop();
  order = order50();
});
afterAll(() => open.close());

const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
const variant = () => Object.values(open.shop.products)[0]!.variants[0]!.id;
const customer = () => Object.keys(open.shop.customers)[0]!;
const place = (changes: object = {}) => placeOrder(open.sandbox, open.shop, { customerId: customer(), lines: [{ variantId: variant(), quantity: 2 }], ...changes });

/** Two plants with 10 % off by code, paid in euros, then one given back. */
function order50(): Order {
  const placed = place({ discounts: [{ code: "SPRING", percent: "10" }], presentmentCurrency: "EUR", presentmentRate: "0.92" });
  payOrder(open.sandbox, open.shop, { orderId: placed.id });
  refundOrder(open.sandbox, open.shop, { orderId: placed.id, lines: [{ lineId: placed.lines[0]!.id, quantity: 1 }] });
  openDispute(open.sandbox, open.shop, { orderId: placed.id });
  return placed;
}

const FIELDS = `id name legacyResourceId updatedAt test cancelledAt displayFinancialStatus taxesIncluded discountCodes tags
  customer { id } presentmentCurrencyCode
  totalPriceSet { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }
  lineItems(first: 5) { nodes { id quantity currentQuantity isGiftCard product { id tags } variant { id } originalUnitPriceSet { shopMoney { amount } }
    discountAllocations { allocatedAmountSet { shopMoney { amount } } discountApplication { ... on DiscountCodeApplication { code } value { ... on PricingPercentageValue { percentage } } } }
    taxLines { priceSet { shopMoney { amount } } } } }
  refunds { id createdAt totalRefundedSet { shopMoney { amount } } refundLineItems(first: 5) { nodes { quantity lineItem { id } subtotalSet { shopMoney { amount } } totalTaxSet { shopMoney { amount } } } }
    transactions(first: 5) { nodes { id kind status gateway amountSet { shopMoney { amount } } } } }
  transactions { id kind status gateway amountSet { shopMoney { amount } } } disputes { id status initiatedAs } risk { recommendation assessments { riskLevel } }`;

describe("an order", () => {
  test("shows lines, discounts, taxes, refunds, payments and disputes in both currencies", async () => {
    const { body } = await open.graphql(`query($id:ID!){order(id:$id){${FIELDS}}}`, { id: gid("Order", order.id) });
    expect(body.errors).toBeUndefined();
    const read = body.data.order;
    expect(read).toMatchObject({ name: order.name, displayFinancialStatus: "PARTIALLY_REFUNDED", discountCodes: ["SPRING"], presentmentCurrencyCode: "EUR", customer: { id: gid("Customer", customer()) } });
    const line = read.lineItems.nodes[0];
    expect(line).toMatchObject({ quantity: 2, currentQuantity: 1, isGiftCard: false, originalUnitPriceSet: { shopMoney: { amount: "48.0" } } });
    expect(line.discountAllocations).toMatchObject([{ allocatedAmountSet: { shopMoney: { amount: "9.6" } }, discountApplication: { code: "SPRING", value: { percentage: 10 } } }]);
    expect(read.refunds[0].refundLineItems.nodes[0]).toMatchObject({ quantity: 1, lineItem: { id: line.id }, subtotalSet: { shopMoney: { amount: "43.2" } } });
    expect(read.refunds[0].transactions.nodes[0]).toMatchObject({ kind: "REFUND", status: "SUCCESS" });
    expect(read.disputes).toMatchObject([{ status: "NEEDS_RESPONSE", initiatedAs: "CHARGEBACK" }]);
    const total = orderTotals(order).total;
    expect(Number(read.totalPriceSet.shopMoney.amount) * 100).toBeCloseTo(total, 6);
    expect(read.totalPriceSet.presentmentMoney.currencyCode).toBe("EUR");
  });

  test("of another shop, or of no shop, is null; an id of another type is refused", async () => {
    const query = "query($id:ID!){order(id:$id){id}}";
    const hanami = findShop(open.sandbox.world, "hanami-store")!;
    const foreign = placeOrder(open.sandbox, hanami, { lines: [{ variantId: Object.values(hanami.products)[0]!.variants[0]!.id, quantity: 1 }] });
    expect((await open.graphql(query, { id: gid("Order", foreign.id) })).body.data.order).toBeNull();
    expect((await open.graphql(query, { id: gid("Order", "__proto__") })).body.data.order).toBeNull();
    expect(codesOf(await open.graphql(query, { id: gid("Customer", customer()) }))).toEqual(["RESOURCE_NOT_FOUND"]);
    expect(codesOf(await open.graphql(query, { id: "5" }))).toEqual(["BAD_REQUEST"]);
  });
});

describe("the list of orders", () => {
  test("is searched by time and read in pages that lose nothing when rows move", async () => {
    const since = new Date(open.sandbox.now().getTime() - 1000).toISOString();
    const placed = Array.from({ length: 5 }, () => place());
    placed.forEach((row, index) => { row.updatedAt = new Date(Date.parse(since) + 2000 + index).toISOString(); });
    const query = "query($q:String,$after:String){orders(first:2,query:$q,sortKey:UPDATED_AT,after:$after){nodes{id} pageInfo{hasNextPage endCursor}}}";
    const q = `updated_at:>='${new Date(Date.parse(since) + 2000).toISOString()}' AND test:false`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer: Answer = await open.graphql(query, { q, after });
      const { orders } = answer.body.data;
      seen.push(...orders.nodes.map((node: { id: string }) => node.id));
      after = orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null;
      if (seen.length === 2) placed[0]!.updatedAt = new Date(Date.parse(since) + 9000).toISOString();
    } while (after);
    expect(new Set(seen)).toEqual(new Set(placed.map(({ id }) => gid("Order", id))));
  });

  test("ends after 60 days without read_all_orders", async () => {
    const old = place({ at: ago(61) });
    const young = place({ at: ago(59) });
    const query = "query($a:ID!,$b:ID!){a:order(id:$a){id} b:order(id:$b){id} ordersCount(query:\"created_at:<'2999-01-01'\"){count}}";
    const ids = { a: gid("Order", old.id), b: gid("Order", young.id) };
    const all = (await open.graphql(query, ids)).body.data;
    installApp(open.sandbox.world, open.shop, EVERYTHING.filter((scope) => scope !== "read_all_orders"));
    const some = (await open.graphql(query, ids)).body.data;
    installApp(open.sandbox.world, open.shop, EVERYTHING);
    expect([all.a?.id, some.a, some.b?.id]).toEqual([ids.a, null, ids.b]);
    expect(some.ordersCount.count).toBe(all.ordersCount.count - 1);
  });

  test("understands ids, OR, NOT and brackets, and names filters it does not know", async () => {
    const count = async (query: string) => (await open.graphql("query($q:String){ordersCount(query:$q){count}}", { q: query })).body.data.ordersCount.count;
    const other = place();
    expect(await count(`id:${order.id} OR id:${other.id}`)).toBe(2);
    expect(await count(`(id:${order.id} OR id:${other.id}) AND -id:${order.id}`)).toBe(1);
    expect(await count(`discount_code:spring NOT financial_status:paid`)).toBe(1);
    expect(codesOf(await open.graphql("{orders(first:1,query:\"moon_phase:full\"){nodes{id}}}"))).toEqual(["SANDBOX_NOT_IMPLEMENTED"]);
    expect(codesOf(await open.graphql("{orders(first:1,query:\"updated_at:>yesterday-ish\"){nodes{id}}}"))).toEqual(["BAD_REQUEST"]);
  });

  test("refuses missing and too large pages and foreign cursors", async () => {
    for (const args of ["", "(first:251)", "(first:1,last:1)", "(first:1,after:\"nonsense\")"]) {
      expect([args, codesOf(await open.graphql(`{orders${args}{nodes{id}}}`))]).toEqual([args, ["BAD_REQUEST"]]);
    }
  });
});

test("a currency without decimals and one with three are exact", async () => {
  const expected = { "hanami-store": "3240.0", "souk-kuwait": "24.5" };
  for (const [handle, price] of Object.entries(expected)) {
    const other = await openShop({ handle });
    const variantId = Object.values(other.shop.products)[0]!.variants[0]!.id;
    const placed = placeOrder(other.sandbox, other.shop, { lines: [{ variantId, quantity: 1 }] });
    const { body } = await other.graphql("query($id:ID!){order(id:$id){customer{id} lineItems(first:1){nodes{originalUnitPriceSet{shopMoney{amount}}}}}}", { id: gid("Order", placed.id) });
    await other.close();
    expect(body.data.order).toEqual({ customer: null, lineItems: { nodes: [{ originalUnitPriceSet: { shopMoney: { amount: price } } }] } });
  }
});

test("ids above 2^53 keep every digit", async () => {
  const big = await openShop({ bigIds: true });
  const variantId = Object.values(big.shop.products)[0]!.variants[0]!.id;
  const placed = placeOrder(big.sandbox, big.shop, { lines: [{ variantId, quantity: 1 }] });
  const { body } = await big.graphql("query($id:ID!){order(id:$id){legacyResourceId}}", { id: gid("Order", placed.id) });
  await big.close();
  expect(BigInt(placed.id)).toBeGreaterThan(2n ** 53n);
  expect(body.data.order.legacyResourceId).toBe(placed.id);
});
