import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findShop } from "../../../sandbox/world/find-shop";
import { gid } from "../../../sandbox/world/ids";
import { codesOf, EVERYTHING, openShop, type OpenShop } from "./open-shop";

let open: OpenShop;
beforeAll(async () => { open = await openShop({ scopes: [...EVERYTHING, "read_draft_orders", "write_gift_cards"] }); });
afterAll(() => open.close());

describe("what the sandbox does not play", () => {
  test.each([
    ["{draftOrders(first:1){nodes{id}}}", "QueryRoot.draftOrders"],
    ["{shop{richTextEditorUrl}}", "Shop.richTextEditorUrl"],
    ["{shop{plan{publicDisplayName} shopAddress{latitude}}}", "ShopAddress.latitude"],
    ["mutation{giftCardCreate(input:{initialValue:\"5\"}){userErrors{message}}}", "Mutation.giftCardCreate"],
  ])("%s says so by name and is never null in silence", async (query, name) => {
    const { body } = await open.graphql(query);
    expect(body.errors[0]).toMatchObject({ message: `${name} is not implemented in the sandbox`, extensions: { code: "SANDBOX_NOT_IMPLEMENTED", field: name } });
  });

  test("an unknown mutation or field gets Shopify's answer", async () => {
    expect((await open.graphql("mutation{pointsGive(id:1){id}}")).body.errors[0]).toMatchObject({ message: "Field 'pointsGive' doesn't exist on type 'Mutation'", extensions: { code: "undefinedField", typeName: "Mutation", fieldName: "pointsGive" } });
    expect((await open.graphql("{shop{")).body.errors[0].message).toMatch(/^Syntax Error/);
    expect(codesOf(await open.graphql("query A{shop{id}} query B{shop{id}}"))).toEqual(["BAD_REQUEST"]);
  });
});

describe("inputs are coerced by the schema's own scalars", () => {
  const consent = "mutation($at:DateTime,$id:ID!){customerEmailMarketingConsentUpdate(input:{customerId:$id,emailMarketingConsent:{marketingState:SUBSCRIBED,consentUpdatedAt:$at}}){userErrors{message}}}";
  const customer = () => gid("Customer", Object.keys(open.shop.customers)[0]!);

  test.each(["yesterday", "2026-13-45T00:00:00Z", "", 5])("DateTime %j is refused", async (at) => {
    const answer = await open.graphql(consent, { at, id: customer() });
    expect([answer.status, codesOf(answer)]).toEqual([200, ["INVALID_VARIABLE"]]);
  });

  test("a good DateTime passes, in variables and in the document", async () => {
    expect(codesOf(await open.graphql(consent, { at: "2020-01-02T03:04:05+02:00", id: customer() }))).toEqual([]);
    const literal = consent.replace("$at:DateTime,", "").replace("$at", "\"never\"");
    expect((await open.graphql(literal, { id: customer() })).body.errors[0].message).toContain("never");
  });

  test("exactly one way of naming a customer is accepted", async () => {
    const query = "query($i:CustomerIdentifierInput!){customerByIdentifier(identifier:$i){id}}";
    const { email } = Object.values(open.shop.customers)[0]!;
    expect((await open.graphql(query, { i: { emailAddress: email!.toUpperCase() } })).body.data.customerByIdentifier.id).toBe(customer());
    expect(codesOf(await open.graphql(query, { i: { emailAddress: email, id: customer() } }))).toEqual(["INVALID_VARIABLE"]);
  });
});

test("deprecated fields are counted by name", async () => {
  await open.graphql("{customers(first:1){nodes{email}}}");
  const listed = await (await fetch(`${open.url}/api/deprecations`)).json() as { name: string; reason: string; count: number }[];
  expect(listed).toContainEqual({ name: "Customer.email", reason: expect.stringContaining("defaultEmailAddress"), count: expect.any(Number) });
});

test("products show their tags and collections", async () => {
  const { products } = (await open.graphql("{products(first:1,query:\"title:'Snake Plant'\"){nodes{tags collections(first:5){nodes{title}} variants(first:2){nodes{id price product{id}}}}}}")).body.data;
  expect(products.nodes).toMatchObject([{ tags: expect.arrayContaining(["easy"]), collections: { nodes: [{ title: "Houseplants" }] }, variants: { nodes: [{ price: "32.00" }] } }]);
});

test("webhook subscriptions are made once, listed and deleted; another shop's are not seen", async () => {
  const create = "mutation($t:WebhookSubscriptionTopic!,$w:WebhookSubscriptionInput!){webhookSubscriptionCreate(topic:$t,webhookSubscription:$w){webhookSubscription{id topic uri filter} userErrors{field message}}}";
  const made = (await open.graphql(create, { t: "BULK_OPERATIONS_FINISH", w: { uri: "https://app.example/hooks", filter: "status:completed" } })).body.data.webhookSubscriptionCreate;
  expect(made).toMatchObject({ webhookSubscription: { topic: "BULK_OPERATIONS_FINISH", uri: "https://app.example/hooks" }, userErrors: [] });
  expect(open.shop.subscriptionsOfApi).toMatchObject([{ topic: "bulk_operations/finish" }]);
  expect((await open.graphql(create, { t: "BULK_OPERATIONS_FINISH", w: { uri: "https://app.example/hooks", filter: "status:completed" } })).body.data.webhookSubscriptionCreate.userErrors).toHaveLength(1);
  expect((await open.graphql(create, { t: "ORDERS_PAID", w: { uri: "not an address" } })).body.data.webhookSubscriptionCreate.userErrors).toHaveLength(1);
  findShop(open.sandbox.world, "hanami-store")!.subscriptionsOfApi.push({ id: "77", topic: "orders/paid", uri: "https://app.example/other" });
  const drop = "mutation($id:ID!){webhookSubscriptionDelete(id:$id){deletedWebhookSubscriptionId userErrors{message}}}";
  expect((await open.graphql(drop, { id: gid("WebhookSubscription", "77") })).body.data.webhookSubscriptionDelete.userErrors).toHaveLength(1);
  expect((await open.graphql("{webhookSubscriptions(first:5){nodes{id}}}")).body.data.webhookSubscriptions.nodes).toEqual([{ id: made.webhookSubscription.id }]);
  expect((await open.graphql(drop, { id: made.webhookSubscription.id })).body.data.webhookSubscriptionDelete.deletedWebhookSubscriptionId).toBe(made.webhookSubscription.id);
});
