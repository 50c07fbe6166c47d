import { afterEach, describe, expect, test } from "vitest";
import { gid } from "../../../sandbox/world/ids";
import { codesOf, openShop, type OpenShop } from "./open-shop";

let open: OpenShop;
afterEach(() => open.close());

const firstCustomer = () => gid("Customer", Object.keys(open.shop.customers)[0]!);

describe("scopes", () => {
  test("what the merchant did not grant is denied in Shopify's words", async () => {
    open = await openShop({ scopes: ["read_customers"] });
    const answer = await open.graphql("{orders(first:1){nodes{id}}}");
    expect(answer.body.errors[0]).toMatchObject({ message: expect.stringMatching(/^Access denied for orders field\. Required access: `read_orders`/), path: ["orders"], extensions: { code: "ACCESS_DENIED" } });
    expect(codesOf(await open.graphql("query($id:ID!){node(id:$id){id}}", { id: gid("Order", "1") }))).toEqual(["ACCESS_DENIED"]);
  });

  test.each([
    ["read_customers", "mutation($id:ID!){tagsAdd(id:$id,tags:[\"a\"]){userErrors{message}}}"],
    ["read_customers", "mutation($id:ID!){metafieldsSet(metafields:[{ownerId:$id,key:\"card\",type:\"json\",value:\"{}\"}]){userErrors{message}}}"],
    ["read_customers", "mutation($id:ID!){customerUpdate(input:{id:$id,note:\"x\"}){userErrors{message}}}"],
  ])("with %s alone, writing is denied: %s", async (scope, mutation) => {
    open = await openShop({ scopes: [scope] });
    expect(codesOf(await open.graphql(mutation, { id: firstCustomer() }))).toEqual(["ACCESS_DENIED"]);
    expect(Object.values(open.shop.metafields)).toEqual([]);
  });

  test("a write scope includes reading", async () => {
    open = await openShop({ scopes: ["write_customers"] });
    expect(codesOf(await open.graphql("query($id:ID!){customer(id:$id){id}}", { id: firstCustomer() }))).toEqual([]);
  });
});

describe("protected customer data", () => {
  test("comes as null to an app that is not approved, and the rest still works", async () => {
    open = await openShop();
    open.shop.protectedDataApproved = false;
    const { body } = await open.graphql("query($id:ID!){customer(id:$id){id tags firstName lastName defaultEmailAddress{emailAddress} defaultPhoneNumber{phoneNumber} defaultAddress{city}}}", { id: firstCustomer() });
    expect(body.errors).toBeUndefined();
    expect(body.data.customer).toEqual({ id: firstCustomer(), tags: [], firstName: null, lastName: null, defaultEmailAddress: null, defaultPhoneNumber: null, defaultAddress: null });
    expect(codesOf(await open.graphql("query($id:ID!){customer(id:$id){displayName}}", { id: firstCustomer() }))).toEqual(["ACCESS_DENIED"]);
  });
});

describe("tokens and addresses", () => {
  test("no token, an unknown one and an unknown shop are refused", async () => {
    open = await openShop();
    const path = "/admin/api/2026-10/graphql.json";
    expect((await open.post(path, { query: "{shop{id}}" })).status).toBe(401);
    expect((await open.graphql("{shop{id}}", {}, "shpat_forged")).status).toBe(401);
    expect((await open.post(path, { query: "{shop{id}}" }, { "x-sandbox-host": "nobody.myshopify.com" })).status).toBe(404);
    expect((await open.post(path, { query: "{shop{id}}" }, { "x-sandbox-host": "__proto__.myshopify.com" })).status).toBe(404);
    expect((await open.post("/admin/api/2019-01/graphql.json", { query: "{shop{id}}" })).status).toBe(404);
  });

  test("bodies that are no request are refused", async () => {
    open = await openShop();
    const { access_token: token } = await open.offlineToken();
    const path = "/admin/api/2026-10/graphql.json";
    for (const body of ["{broken", "{}", "[]", "{\"query\":5}", "{\"query\":\"{shop{id}}\",\"variables\":[]}"]) {
      expect([body, (await open.post(path, body, { "x-shopify-access-token": token })).status]).toEqual([body, 400]);
    }
  });
});
