import { describe, expect, test } from "vitest";
import { launchProgram } from "~/operations/program/launch-program.server";
import { eraseShop } from "~/operations/compliance/erase-shop.server";
import { installShop } from "~/operations/shop/install-shop.server";
import { uninstallShop } from "~/operations/shop/uninstall-shop.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { upsertCustomers } from "~/operations/members/upsert-customers.server";
import { sealDays } from "~/operations/ledger/seal-days.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { query } from "~/store/db.server";
import { shopByDomain } from "~/store/shops/shop-by-domain.server";
import { sql } from "~/store/sql";
import { anOrder } from "../../loyalty/orders/an-order";
import { aShop } from "../../support/a-shop";
import { dumpShop } from "../../support/dump-shop";
import { waitingTasks } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);
const shop = (domain: string) => ({ domain, shopifyId: "1", name: "Fern", currency: "JPY", timezone: "Asia/Tokyo", country: "JP", plan: "basic", development: false, scopes: ["read_orders"] });

describe("installing", () => {
  test("makes the shop with the default program of its currency, and reads its history once", async () => {
    const first = await installShop(shop("a.myshopify.com"), now);
    expect(first.installedNow).toBe(true);
    expect(await waitingTasks(database, first.shopId)).toEqual(["import-shop", "publish-program"]);
    expect(await installShop({ ...shop("a.myshopify.com"), name: "Moss" }, hours(1))).toEqual({ shopId: first.shopId, installedNow: false });
    expect(await shopByDomain("a.myshopify.com")).toMatchObject({ name: "Moss", installedAt: now, uninstalledAt: null, launchedAt: null, timezone: "Asia/Tokyo" });
    const [version] = await database.asOwner<{ rate: { perMinor: number } }>(`SELECT program->'earn'->'rate' AS rate FROM program_version WHERE shop_id = $1`, [first.shopId]);
    expect(version!.rate.perMinor).toBe(100);
  });

  test("again after an uninstall keeps the ledger and reads the history anew; news of the old uninstall is ignored", async () => {
    const { shopId } = await installShop(shop("b.myshopify.com"), now);
    await query(sql`INSERT INTO session (id, shop, state, sealed) VALUES ('offline_b.myshopify.com', 'b.myshopify.com', '', '')`);
    expect(await uninstallShop("b.myshopify.com", hours(1))).toEqual({ uninstalled: true });
    expect(await database.asOwner(`SELECT 1 FROM session WHERE shop = 'b.myshopify.com'`)).toEqual([]);
    await database.asOwner(`UPDATE shop SET reconciled_until = $2 WHERE shop_id = $1`, [String(shopId), hours(1)]);
    expect(await installShop(shop("b.myshopify.com"), hours(3))).toEqual({ shopId, installedNow: true });
    expect(await waitingTasks(database, shopId)).toEqual(["import-shop", "publish-program", "recompute-tiers"]);
    expect((await shopByDomain("b.myshopify.com"))!.reconciledUntil).toBeNull();
    expect(await uninstallShop("b.myshopify.com", hours(1))).toEqual({ uninstalled: false });
    expect(await shopByDomain("b.myshopify.com")).toMatchObject({ installedAt: hours(3), uninstalledAt: null });
  });
});

describe("erasing a shop", () => {
  test("takes every row of the shop, leaves a certificate of counts, and touches no other shop", async () => {
    const other = await aShop(database);
    await settleOrders(other, [anOrder()], now);
    const { shopId } = await installShop({ ...shop("c.myshopify.com"), currency: "USD" }, now);
    await launchProgram(shopId, { actor: "staff:1", from: new Date("2020-01-01T00:00:00.000Z") }, now);
    await upsertCustomers(shopId, [{ customerId: "7", name: "Ana", email: "a@example.com", emailVerified: true, phone: null, locale: null, tags: [], emailConsentAt: null, hasAccount: true, createdAt: now.toISOString(), updatedAt: now.toISOString() }], now);
    await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", customerId: "8" })], now);
    await mergeCustomers(shopId, { fromCustomerId: "8", intoCustomerId: "7" }, now);
    await sealDays(shopId, new Date(Date.now() + 2 * 86_400_000));
    const before = await dumpShop(database, other);
    expect(await eraseShop("c.myshopify.com")).toEqual({ erased: false, counts: {} });
    await uninstallShop("c.myshopify.com", hours(1));
    const { erased, counts } = await eraseShop("c.myshopify.com");
    expect([erased, counts["member"], counts["ledger_transaction"]]).toEqual([true, 2, 4]);
    const { jobs: _jobs, erasure_certificate, ...left } = await dumpShop(database, shopId);
    expect(Object.entries(left).filter(([, rows]) => rows !== "")).toEqual([]);
    expect(erasure_certificate).not.toContain("c.myshopify.com");
    expect(await dumpShop(database, other)).toEqual(before);
    expect(await eraseShop("c.myshopify.com")).toEqual({ erased: false, counts: {} });
  });

  test("an installed shop cannot be erased, whoever asks", async () => {
    const { shopId } = await installShop(shop("d.myshopify.com"), now);
    await expect(query(sql`SELECT erase_shop(${shopId}, 'x')`)).rejects.toMatchObject({ code: "42501", message: expect.stringMatching(/expected an uninstalled shop/) });
  });
});
