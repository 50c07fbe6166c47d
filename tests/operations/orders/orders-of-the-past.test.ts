import { describe, expect, test } from "vitest";
import { disputePatch, refundPatch } from "~/loyalty/orders/placeholder-fact";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { launchProgram } from "~/operations/program/launch-program.server";
import { takeBackLaunch } from "~/operations/program/take-back-launch.server";
import { importFacts } from "~/operations/orders/import-facts.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { installShop } from "~/operations/shop/install-shop.server";
import { uninstallShop } from "~/operations/shop/uninstall-shop.server";
import { anOrder, aRefund } from "../../loyalty/orders/an-order";
import { aShop } from "../../support/a-shop";
import { expectBooks } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const INSTALLED = "2026-03-01T12:00:01.400Z";
const now = new Date("2026-03-02T12:00:00.000Z");
const old = () => anOrder({ createdAt: "2026-03-01T12:00:00.000Z" });
const order = async (shopId: bigint, orderId = "1001") => (await database.asOwner<{ imported: boolean; accrued: string; qualifying_minor: string; refusal: string | null }>(
  "SELECT imported, accrued, qualifying_minor, basis->>'refusal' AS refusal FROM shop_order WHERE shop_id = $1 AND order_id = $2", [shopId, orderId]))[0];
const QUALIFIES_ONLY = { imported: true, accrued: "0", qualifying_minor: "5000", refusal: "imported" };

type Arrival = (shopId: bigint, fact: OrderFact) => Promise<unknown>;
const byImport: Arrival = (shopId, fact) => importFacts(shopId, [fact], now);
const byReading: Arrival = (shopId, fact) => settleOrders(shopId, [fact], now);
const afterRefund: Arrival = async (shopId, fact) => {
  await settleOrders(shopId, [refundPatch(fact.orderId, aRefund({ amountMinor: 0 }))], now);
  await settleOrders(shopId, [fact], now);
};
const afterDispute: Arrival = async (shopId, fact) => {
  await settleOrders(shopId, [disputePatch(fact.orderId, { disputeId: "1", status: "won", updatedAt: "2026-03-03T00:00:00.000Z" })], now);
  await settleOrders(shopId, [fact], now);
};

describe("an order from before the install qualifies tiers and awards nothing", () => {
  test.each<[string, Arrival[]]>([
    ["read by the import, then told again", [byImport, byReading]],
    ["read for a refund before the import has come to it", [afterRefund, byImport]],
    ["read for a dispute before the import has come to it", [afterDispute, byImport]],
    ["told by a webhook about an old order, then imported", [byReading, byImport, byReading]],
  ])("%s", async (_name, arrivals) => {
    const shopId = await aShop(database, { installedAt: INSTALLED });
    for (const arrive of arrivals) await arrive(shopId, old());
    expect(await order(shopId)).toEqual(QUALIFIES_ONLY);
    expect(await database.asOwner("SELECT 1 FROM ledger_transaction WHERE shop_id = $1", [shopId])).toEqual([]);
    await expectBooks(shopId);
  });

  test.each<[string, Arrival[]]>([["first by the import", [byImport, byReading]], ["first by a webhook", [byReading, byImport]]])("one made since earns, told %s", async (_name, arrivals) => {
    const shopId = await aShop(database, { installedAt: INSTALLED });
    for (const arrive of arrivals) await arrive(shopId, anOrder({ createdAt: "2026-03-01T12:00:01.000Z" }));
    expect(await order(shopId)).toMatchObject({ imported: false, accrued: "50", refusal: null });
    await expectBooks(shopId);
  });

  test("what was placed while the app was gone is of the past as well", async () => {
    const shop = { domain: "gap.myshopify.com", shopifyId: "1", name: "Gap", currency: "USD", timezone: "UTC", country: "US", plan: "Basic", development: false, scopes: [] };
    const { shopId } = await installShop(shop, new Date("2026-02-01T00:00:00.000Z"));
    await launchProgram(shopId, { actor: "staff:1", from: new Date("2026-01-01T00:00:00.000Z") }, now);
    await uninstallShop("gap.myshopify.com", new Date("2026-02-20T00:00:00.000Z"));
    await installShop(shop, new Date(INSTALLED));
    await settleOrders(shopId, [old()], now);
    expect(await order(shopId)).toEqual(QUALIFIES_ONLY);
  });
});

test("a launch for orders since a moment before the install lets those earn, and no longer when it is taken back", async () => {
  const shopId = await aShop(database, { installedAt: INSTALLED, launchedAt: null });
  await launchProgram(shopId, { actor: "staff:1", from: new Date("2026-03-01T11:00:00.000Z") }, now);
  await settleOrders(shopId, [old(), anOrder({ orderId: "1002", createdAt: "2026-03-01T10:59:59.000Z" })], now);
  expect(await order(shopId)).toMatchObject({ imported: false, accrued: "50" });
  expect(await order(shopId, "1002")).toEqual(QUALIFIES_ONLY);
  await takeBackLaunch(shopId, { actor: "staff:1" }, now);
  await launchProgram(shopId, { actor: "staff:1", from: now }, now);
  await settleOrders(shopId, [anOrder({ orderId: "1003", createdAt: "2026-03-01T11:30:00.000Z" })], now);
  expect(await order(shopId, "1003")).toMatchObject({ imported: true, accrued: "0" });
  await expectBooks(shopId);
});
