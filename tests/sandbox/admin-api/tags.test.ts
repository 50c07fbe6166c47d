import { afterAll, beforeAll, expect, test } from "vitest";
import { onTopic } from "../../../sandbox/world/emit";
import { findShop } from "../../../sandbox/world/find-shop";
import { gid } from "../../../sandbox/world/ids";
import { codesOf, openShop, type OpenShop } from "./open-shop";

let open: OpenShop;
let id: string;
beforeAll(async () => {
  open = await openShop();
  id = gid("Customer", Object.keys(open.shop.customers)[1]!);
});
afterAll(() => open.close());

const change = async (field: string, tags: string[], on = id) =>
  (await open.graphql(`mutation($id:ID!,$tags:[String!]!){${field}(id:$id,tags:$tags){node{id ... on Customer{tags}} userErrors{field message}}}`, { id: on, tags })).body.data[field];

test("adding and removing is idempotent, keeps other tags and tells customers/update once a change", async () => {
  const told: string[] = [];
  const stop = onTopic(open.sandbox.world, (_shop, topic) => void told.push(topic));
  await change("tagsAdd", ["vip", "perennial:tier:silver"]);
  expect((await change("tagsAdd", ["VIP"])).node.tags).toEqual(["perennial:tier:silver", "vip"]);
  expect((await change("tagsRemove", ["perennial:tier:silver", "never-there"])).node.tags).toEqual(["vip"]);
  stop();
  expect(told).toEqual(["customers/update", "customers/update"]);
});

test("holds 250 tags of 255 characters and no more", async () => {
  const many = Array.from({ length: 249 }, (_, index) => `tag-${index}`);
  expect((await change("tagsAdd", many)).userErrors).toEqual([]);
  expect((await change("tagsAdd", ["one too many"])).userErrors).toMatchObject([{ field: ["tags"] }]);
  await change("tagsRemove", many);
  expect((await change("tagsAdd", ["x".repeat(256)])).userErrors).toMatchObject([{ field: ["tags"] }]);
  expect(open.shop.customers[id.split("/").pop()!]!.tags).toEqual(["vip"]);
});

test("a customer of another shop, or none at all, does not exist", async () => {
  const foreign = gid("Customer", Object.keys(findShop(open.sandbox.world, "hanami-store")!.customers)[0]!);
  for (const other of [foreign, gid("Customer", "9007199254740993")]) {
    expect(await change("tagsAdd", ["x"], other)).toEqual({ node: null, userErrors: [{ field: ["id"], message: "Customer does not exist" }] });
  }
  const untaggable = await open.graphql("mutation($id:ID!){tagsAdd(id:$id,tags:[\"x\"]){node{id}}}", { id: gid("Shop", open.shop.id) });
  expect(codesOf(untaggable)).toEqual(["RESOURCE_NOT_FOUND"]);
});

test("consent and basic fields of a customer are changed with the real refusals", async () => {
  const consent = "mutation($i:CustomerEmailMarketingConsentUpdateInput!){customerEmailMarketingConsentUpdate(input:$i){customer{defaultEmailAddress{marketingState marketingOptInLevel}} userErrors{field code}}}";
  const given = await open.graphql(consent, { i: { customerId: id, emailMarketingConsent: { marketingState: "SUBSCRIBED", marketingOptInLevel: "CONFIRMED_OPT_IN" } } });
  expect(given.body.data.customerEmailMarketingConsentUpdate).toEqual({ customer: { defaultEmailAddress: { marketingState: "SUBSCRIBED", marketingOptInLevel: "CONFIRMED_OPT_IN" } }, userErrors: [] });
  const wrong = await open.graphql(consent, { i: { customerId: id, emailMarketingConsent: { marketingState: "NOT_SUBSCRIBED" } } });
  expect(wrong.body.data.customerEmailMarketingConsentUpdate.userErrors[0].code).toBe("INVALID");
  const update = "mutation($i:CustomerInput!){customerUpdate(input:$i){customer{firstName} userErrors{field message}}}";
  expect((await open.graphql(update, { i: { id, firstName: "Ada" } })).body.data.customerUpdate).toEqual({ customer: { firstName: "Ada" }, userErrors: [] });
  expect((await open.graphql(update, { i: { id, email: "no address" } })).body.data.customerUpdate.userErrors[0].field).toEqual(["email"]);
  expect(codesOf(await open.graphql(update, { i: { id, taxExempt: true } }))).toEqual(["SANDBOX_NOT_IMPLEMENTED"]);
});
