import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gid } from "../../../sandbox/world/ids";
import { findShop } from "../../../sandbox/world/find-shop";
import { openShop, type OpenShop } from "./open-shop";

const SET = "mutation($m:[MetafieldsSetInput!]!){metafieldsSet(metafields:$m){metafields{namespace key type value compareDigest jsonValue} userErrors{field message code}}}";
const READ = "query($id:ID!){customer(id:$id){metafield(key:\"card\"){value compareDigest namespace owner{... on Customer{id}}} metafields(first:5,keys:[\"$app.card\"]){nodes{key}}}}";

let open: OpenShop;
let owners: string[];
beforeAll(async () => {
  open = await openShop();
  owners = Object.keys(open.shop.customers).map((id) => gid("Customer", id));
});
afterAll(() => open.close());

const set = async (metafields: object[]) => (await open.graphql(SET, { m: metafields })).body.data.metafieldsSet;
const card = (changes: object = {}) => ({ ownerId: owners[0], key: "card", type: "json", value: "{\"v\":1}", ...changes });

describe("metafieldsSet", () => {
  test("writes into the app's own namespace and reads back with a digest", async () => {
    const { metafields, userErrors } = await set([card()]);
    expect(userErrors).toEqual([]);
    expect(metafields[0]).toMatchObject({ namespace: expect.stringMatching(/^app--\d+$/), key: "card", jsonValue: { v: 1 } });
    const { customer } = (await open.graphql(READ, { id: owners[0] })).body.data;
    expect(customer.metafield).toMatchObject({ value: "{\"v\":1}", compareDigest: metafields[0].compareDigest, owner: { id: owners[0] } });
    expect(customer.metafields.nodes).toEqual([{ key: "card" }]);
  });

  test("a stale digest refuses the whole call and changes nothing", async () => {
    const { metafields: [before] } = await set([card({ value: "{\"v\":2}" })]);
    await set([card({ value: "{\"v\":3}", compareDigest: before.compareDigest })]);
    const late = await set([card({ ownerId: owners[1], compareDigest: null }), card({ value: "{\"v\":4}", compareDigest: before.compareDigest })]);
    expect(late).toMatchObject({ metafields: null, userErrors: [{ field: ["metafields", "1"], code: "STALE_OBJECT" }] });
    expect((await open.graphql(READ, { id: owners[0] })).body.data.customer.metafield.value).toBe("{\"v\":3}");
    expect((await open.graphql(READ, { id: owners[1] })).body.data.customer.metafield).toBeNull();
  });

  test("a null digest means that it must not exist yet", async () => {
    expect((await set([card({ key: "fresh", compareDigest: null })])).userErrors).toEqual([]);
    expect((await set([card({ key: "fresh", compareDigest: null })])).userErrors[0].code).toBe("STALE_OBJECT");
  });

  test("refuses what Shopify refuses, with its codes", async () => {
    const foreign = gid("Customer", Object.keys(findShop(open.sandbox.world, "hanami-store")!.customers)[0]!);
    const rows: [changes: object, field: string, code: string][] = [
      [{ value: "" }, "value", "BLANK"], [{ value: "{broken" }, "value", "INVALID_VALUE"], [{ type: "number_integer", key: "n1", value: "1.5" }, "value", "INVALID_VALUE"],
      [{ type: "boolean", key: "b1", value: "yes" }, "value", "INVALID_VALUE"], [{ type: "list.number_integer", key: "l1", value: "[1,\"x\"]" }, "value", "INVALID_VALUE"],
      [{ type: "points", key: "p1" }, "type", "INCLUSION"], [{ type: undefined, key: "untyped" }, "type", "BLANK"], [{ key: "x" }, "key", "TOO_SHORT"],
      [{ ownerId: foreign }, "ownerId", "INVALID"], [{ ownerId: gid("Customer", "1") }, "ownerId", "INVALID"],
    ];
    for (const [changes, field, code] of rows) {
      const { userErrors } = await set([card(changes)]);
      expect([changes, userErrors[0]?.field, userErrors[0]?.code]).toEqual([changes, ["metafields", "0", field], code]);
    }
  });

  test("takes 25 a call and refuses 26", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => card({ key: `many_${index}` }));
    expect((await set(many(25))).metafields).toHaveLength(25);
    expect((await set(many(26))).userErrors).toMatchObject([{ field: ["metafields"], code: "LESS_THAN_OR_EQUAL_TO" }]);
  });

  test("a missing value is an invalid variable, not a userError", async () => {
    const answer = await open.graphql(SET, { m: [{ ownerId: owners[0], key: "card" }] });
    expect(answer.body.errors[0]).toMatchObject({ extensions: { code: "INVALID_VARIABLE" } });
  });
});

describe("definitions and deleting", () => {
  test("a definition gives the type, refuses another and is taken once", async () => {
    const create = "mutation($d:MetafieldDefinitionInput!){metafieldDefinitionCreate(definition:$d){createdDefinition{namespace type{name} access{storefront}} userErrors{field code}}}";
    const definition = { ownerType: "CUSTOMER", key: "tier", name: "Tier", type: "single_line_text_field", access: { storefront: "PUBLIC_READ" } };
    expect((await open.graphql(create, { d: definition })).body.data.metafieldDefinitionCreate).toMatchObject({ createdDefinition: { type: { name: "single_line_text_field" }, access: { storefront: "PUBLIC_READ" } }, userErrors: [] });
    expect((await open.graphql(create, { d: definition })).body.data.metafieldDefinitionCreate.userErrors[0].code).toBe("TAKEN");
    expect((await set([{ ownerId: owners[0], key: "tier", value: "gold" }])).metafields[0].type).toBe("single_line_text_field");
    expect((await set([{ ownerId: owners[0], key: "tier", value: "1", type: "number_integer" }])).userErrors[0].code).toBe("INVALID_TYPE");
  });

  test("metafieldsDelete names what it deleted and null for what was not there", async () => {
    await set([card({ key: "gone" })]);
    const answer = await open.graphql("mutation($m:[MetafieldIdentifierInput!]!){metafieldsDelete(metafields:$m){deletedMetafields{key ownerId} userErrors{message}}}", {
      m: [{ ownerId: owners[0], namespace: "$app", key: "gone" }, { ownerId: owners[0], namespace: "$app", key: "never" }],
    });
    expect(answer.body.data.metafieldsDelete).toEqual({ deletedMetafields: [{ key: "gone", ownerId: owners[0] }, null], userErrors: [] });
  });

  test("the installation owns app-data metafields", async () => {
    const owner = (await open.graphql("{currentAppInstallation{id}}")).body.data.currentAppInstallation.id;
    expect((await set([{ ownerId: owner, key: "program", type: "json", value: "{}" }])).userErrors).toEqual([]);
    expect((await open.graphql("{currentAppInstallation{metafield(key:\"program\"){value}}}")).body.data.currentAppInstallation.metafield.value).toBe("{}");
  });
});
