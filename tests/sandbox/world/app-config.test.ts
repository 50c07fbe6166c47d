import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readAppConfig } from "../../../sandbox/app-config";
import { gid } from "../../../sandbox/world/ids";
import { openShop } from "../admin-api/open-shop";

const folder = mkdtempSync(join(tmpdir(), "app-config-"));
const file = join(folder, "shopify.app.toml");
writeFileSync(file, `
name = "Test"
[access_scopes]
scopes = "read_orders, write_customers"
optional_scopes = ["read_all_orders"]
[app_proxy]
url = "/proxy"
prefix = "apps"
subpath = "loyalty"
[customer.metafields.app.tier]
type = "single_line_text_field"
name = "Tier"
access.storefront = "public_read"
[[webhooks.subscriptions]]
topics = ["orders/paid"]
uri = "/webhooks"
include_fields = ["id", "updated_at"]
[[webhooks.subscriptions]]
compliance_topics = ["shop/redact"]
uri = "/webhooks"
`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("reads scopes, proxy, subscriptions and definitions as Shopify does", () => {
  expect(readAppConfig(file)).toEqual({
    extensionsFolder: join(folder, "extensions"),
    scopes: ["read_orders", "write_customers"], optionalScopes: ["read_all_orders"], proxy: { url: "/proxy", prefix: "apps", subpath: "loyalty" },
    webhooks: [
      { topics: ["orders/paid"], complianceTopics: [], uri: "/webhooks", includeFields: ["id", "updated_at"] },
      { topics: [], complianceTopics: ["shop/redact"], uri: "/webhooks" },
    ],
    metafields: { CUSTOMER: [{ key: "tier", type: "single_line_text_field", name: "Tier", access: { storefront: "public_read" } }] },
  });
});

test("an app without a file asks for nothing", () => {
  expect(readAppConfig(join(folder, "missing.toml"))).toMatchObject({ scopes: [], webhooks: [], proxy: null, metafields: {} });
});

test("a definition of the file types its metafields and cannot be made again by API", async () => {
  const open = await openShop({ appConfigFile: file });
  const ownerId = gid("Customer", Object.keys(open.shop.customers)[0]!);
  const set = "mutation($m:[MetafieldsSetInput!]!){metafieldsSet(metafields:$m){metafields{type definition{name access{storefront}}} userErrors{code}}}";
  const written = await open.graphql(set, { m: [{ ownerId, key: "tier", value: "gold" }] });
  const other = await open.graphql(set, { m: [{ ownerId, key: "tier", value: "1", type: "number_integer" }] });
  const made = await open.graphql("mutation{metafieldDefinitionCreate(definition:{ownerType:CUSTOMER,key:\"tier\",name:\"T\",type:\"json\"}){userErrors{code}}}");
  await open.close();
  expect(written.body.data.metafieldsSet.metafields).toEqual([{ type: "single_line_text_field", definition: { name: "Tier", access: { storefront: "PUBLIC_READ" } } }]);
  expect(other.body.data.metafieldsSet.userErrors).toEqual([{ code: "INVALID_TYPE" }]);
  expect(made.body.data.metafieldDefinitionCreate.userErrors).toEqual([{ code: "TAKEN" }]);
});
