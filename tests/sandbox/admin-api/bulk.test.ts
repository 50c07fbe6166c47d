import { afterAll, beforeAll, expect, test } from "vitest";
import { createCustomer } from "../../../sandbox/shop-life/create-customer";
import { placeOrder } from "../../../sandbox/shop-life/place-order";
import { onTopic } from "../../../sandbox/world/emit";
import { openShop, type Json, type OpenShop } from "./open-shop";

const RUN = "mutation($q:String!,$g:Boolean!){bulkOperationRunQuery(query:$q,groupObjects:$g){bulkOperation{id status} userErrors{field message code}}}";
let open: OpenShop;
beforeAll(async () => { open = await openShop(); });
afterAll(() => open.close());

const start = async (query: string, groupObjects = false) => (await open.graphql(RUN, { q: query, g: groupObjects })).body.data.bulkOperationRunQuery;

/** The rows of a bulk query, read as an app does: until it is no longer running, then from its address. */
async function rowsOf(query: string, groupObjects = false): Promise<{ operation: Json; rows: Json[] }> {
  const finished = new Promise<void>((resolve) => { const stop = onTopic(open.sandbox.world, (_shop, topic) => { if (topic === "bulk_operations/finish") { stop(); resolve(); } }); });
  const { bulkOperation } = await start(query, groupObjects);
  await finished;
  const { bulkOperation: operation } = (await open.graphql("query($id:ID!){bulkOperation(id:$id){status errorCode objectCount rootObjectCount url fileSize}}", { id: bulkOperation.id })).body.data;
  const text = operation.url ? await (await fetch(operation.url)).text() : "";
  return { operation, rows: text.split("\n").filter(Boolean).map((line) => JSON.parse(line)) };
}

test("reads every customer, however many, one line each", async () => {
  for (let i = 0; i < 260; i += 1) createCustomer(open.sandbox, open.shop, { firstName: `Bulk ${i}`, email: `bulk-${i}@example.com` });
  const { operation, rows } = await rowsOf("{customers{edges{node{id createdAt tags amountSpent{amount}}}}}");
  const count = Object.keys(open.shop.customers).length;
  expect(operation).toMatchObject({ status: "COMPLETED", errorCode: null, objectCount: String(count), rootObjectCount: String(count) });
  expect(new Set(rows.map((row) => row.id)).size).toBe(count);
});

test("nested connections are lines of their own that name their parent, grouped or not", async () => {
  const product = Object.values(open.shop.products)[0]!;
  for (let i = 0; i < 3; i += 1) placeOrder(open.sandbox, open.shop, { lines: [{ variantId: product.variants[0]!.id, quantity: 1 }, { variantId: product.variants[1]!.id, quantity: 2 }] });
  const query = "{orders{edges{node{id name lineItems{edges{node{id quantity product{id}}}}}}}}";
  const grouped = (await rowsOf(query, true)).rows;
  expect(grouped.map((row) => (row.__parentId ? "line" : "order")).join(" ")).toBe("order line line order line line order line line");
  expect(grouped[1]).toEqual({ id: expect.stringContaining("LineItem"), quantity: 1, product: { id: expect.any(String) }, __parentId: grouped[0].id });
  const apart = (await rowsOf(query, false)).rows;
  expect(apart.map((row) => (row.__parentId ? "line" : "order")).join(" ")).toBe("order order order line line line line line line");
});

test("without the scope it fails with ACCESS_DENIED; an empty result has no address", async () => {
  const { operation } = await rowsOf("{draftOrders{edges{node{id}}}}");
  expect(operation).toMatchObject({ status: "FAILED", errorCode: "ACCESS_DENIED", url: null });
  const empty = await rowsOf("{customers(query:\"email:nobody@example.com\"){edges{node{id}}}}");
  expect(empty.operation).toMatchObject({ status: "COMPLETED", objectCount: "0", url: null });
});

test.each([
  ["{shop{id}}", /at least one connection/],
  ["{orders{edges{node{lineItems{edges{node{id}}}}}}}", /must select the 'id' field/],
  ["{orders{edges{node{id refunds{id refundLineItems{edges{node{id}}}}}}}}", /within a list field/],
  ["{products{edges{node{id collections{edges{node{id products{edges{node{id}}}}}}}}}}", /nesting depth/],
  ["{node(id:\"gid://shopify/Shop/1\"){id}}", /at least one connection/],
  ["{nothing{edges{node{id}}}}", /doesn't exist/],
  ["mutation{bulkOperationRunQuery(query:\"{shop{id}}\"){userErrors{message}}}", /exactly one query/],
])("refuses %s", async (query, message) => {
  const { bulkOperation, userErrors } = await start(query);
  expect(bulkOperation).toBeNull();
  expect(userErrors).toMatchObject([{ field: ["query"], code: "INVALID", message: expect.stringMatching(message) }]);
});

test("five run at once, a sixth is refused", async () => {
  const started = await open.graphql(`mutation{${Array.from({ length: 6 }, (_, i) => `b${i}:bulkOperationRunQuery(query:"{products{edges{node{id}}}}"){bulkOperation{id} userErrors{code}}`).join(" ")}}`);
  const codes = Object.values<Json>(started.body.data).map((answer) => answer.userErrors[0]?.code ?? "started");
  expect(codes).toEqual(["started", "started", "started", "started", "started", "LIMIT_REACHED"]);
});
