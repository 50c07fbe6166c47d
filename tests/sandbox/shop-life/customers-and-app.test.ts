import { describe, expect, it } from "vitest";
import { createCustomer } from "../../../sandbox/shop-life/create-customer";
import { deleteCustomer } from "../../../sandbox/shop-life/delete-customer";
import { installApp } from "../../../sandbox/shop-life/install-app";
import { mergeCustomers } from "../../../sandbox/shop-life/merge-customers";
import { placeOrder } from "../../../sandbox/shop-life/place-order";
import { redactCustomer } from "../../../sandbox/shop-life/redact-customer";
import { redactShop } from "../../../sandbox/shop-life/redact-shop";
import { requestCustomerData } from "../../../sandbox/shop-life/request-customer-data";
import { uninstallApp } from "../../../sandbox/shop-life/uninstall-app";
import { updateCustomer } from "../../../sandbox/shop-life/update-customer";
import { openWorld } from "./open-life";

function two() {
  const world = openWorld();
  const kept = createCustomer(world.sandbox, world.usd, { email: "kept@example.com", tags: ["a"] });
  const merged = createCustomer(world.sandbox, world.usd, { email: "gone@example.com", tags: ["b"] });
  merged.storeCreditMinor = 300;
  const order = placeOrder(world.sandbox, world.usd, { customerId: merged.id, lines: [{ title: "A", unitPriceMinor: 1, quantity: 1 }] });
  world.told.splice(0);
  return { ...world, kept, merged, order };
}

describe("customers", () => {
  it("are merged with orders, tags and store credit", () => {
    const { sandbox, usd, kept, merged, order, told } = two();
    mergeCustomers(sandbox, usd, { keepId: kept.id, mergeId: merged.id });
    expect([order.customerId, kept.tags, kept.storeCreditMinor, merged.mergedInto]).toEqual([kept.id, ["a", "b"], 300, kept.id]);
    expect(told.map(({ topic }) => topic)).toEqual(["customers/merge", "customers/update", "orders/updated"]);
    expect(told[0]!.resource).toMatchObject({ admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept.id}`, admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${merged.id}` });
    expect(() => mergeCustomers(sandbox, usd, { keepId: kept.id, mergeId: merged.id })).toThrow(/merged into/);
    expect(() => mergeCustomers(sandbox, usd, { keepId: kept.id, mergeId: kept.id })).toThrow(/it is the customer to keep/);
  });

  it("are redacted with their orders named", () => {
    const { sandbox, usd, merged, order, told } = two();
    redactCustomer(sandbox, usd, { customerId: merged.id });
    expect(told).toEqual([{ topic: "customers/redact", resource: { shop_id: BigInt(usd.id), shop_domain: usd.domain, customer: { id: BigInt(merged.id), email: "gone@example.com", phone: null }, orders_to_redact: [BigInt(order.id)] } }]);
    expect([merged.email, order.email]).toEqual([null, null]);
  });

  it("may ask for their data", () => {
    const { sandbox, usd, merged, order, told } = two();
    requestCustomerData(sandbox, usd, { customerId: merged.id });
    expect(told[0]).toMatchObject({ topic: "customers/data_request", resource: { orders_requested: [BigInt(order.id)] } });
    expect(typeof told[0]!.resource.data_request.id).toBe("bigint");
  });

  it("are deleted only without orders", () => {
    const { sandbox, usd, kept, merged, topics } = two();
    expect(() => deleteCustomer(sandbox, usd, { customerId: merged.id })).toThrow(/has order #1001, expected one without orders/);
    deleteCustomer(sandbox, usd, { customerId: kept.id });
    expect([usd.customers[kept.id], topics()]).toEqual([undefined, ["customers/delete"]]);
  });

  it("keep the fields an update does not name, and each address to one of them", () => {
    const { sandbox, usd, kept, topics } = two();
    updateCustomer(sandbox, usd, { customerId: kept.id, firstName: "Kay" });
    expect([kept.email, kept.firstName, topics()]).toEqual(["kept@example.com", "Kay", ["customers/update"]]);
    expect(() => updateCustomer(sandbox, usd, { customerId: kept.id, email: "GONE@example.com" })).toThrow(/^email GONE@example.com: customer \d+ has it/);
    expect(() => createCustomer(sandbox, usd, { email: "nobody" })).toThrow(/^email nobody: expected an address/);
    expect(() => createCustomer(sandbox, usd, { tags: Array.from({ length: 251 }, String) })).toThrow(/^tags: 251 were given, expected 250/);
  });
});

describe("the app on a shop", () => {
  it("is installed, given other scopes, uninstalled, and the shop erased", () => {
    const { sandbox, usd, told } = openWorld();
    installApp(sandbox, usd, { scopes: ["read_orders"] });
    expect(() => redactShop(sandbox, usd)).toThrow(/expected it to be uninstalled first/);
    installApp(sandbox, usd, { scopes: ["read_orders", "write_customers"] });
    uninstallApp(sandbox, usd);
    expect(() => uninstallApp(sandbox, usd)).toThrow(/the app is not installed/);
    redactShop(sandbox, usd);
    expect(told.map(({ topic }) => topic)).toEqual(["app/scopes_update", "app/uninstalled", "shop/redact"]);
    expect(told[0]!.resource).toMatchObject({ previous: ["read_orders"], current: ["read_orders", "write_customers"], shop_id: BigInt(usd.id) });
    expect(told[1]!.resource).toMatchObject({ myshopify_domain: usd.domain, currency: "USD", iana_timezone: "America/New_York" });
  });
});
