import { parseCrontab } from "graphile-worker";
import { beforeEach, expect, test, vi } from "vitest";
import { CRONTAB, SCHEDULED } from "~/jobs/schedule";
import { exportCustomer } from "~/operations/compliance/export-customer.server";
import { receiveRequest } from "~/operations/compliance/receive-request.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { anOrder } from "../loyalty/orders/an-order";
import { aShop } from "../support/a-shop";
import { waitingTasks } from "../support/expect-books";
import { useDatabase } from "../support/use-database";

const database = useDatabase();
const run = (task: string) => Promise.resolve(SCHEDULED[task]!({}, {} as never));
const forAll = async () => (await database.asOwner<{ task: string }>("SELECT task_identifier AS task FROM graphile_worker.jobs WHERE key NOT LIKE '%:%' ORDER BY 1")).map(({ task }) => task);
beforeEach(async () => {
  await database.asOwner("UPDATE shop SET uninstalled_at = now()");
  await database.asOwner("DELETE FROM graphile_worker._private_jobs");
});

test("everything scheduled is in the crontab, each minute, each quarter of an hour and each night", () => {
  const items = parseCrontab(CRONTAB);
  expect(items.map(({ task }) => task).sort()).toEqual(Object.keys(SCHEDULED).sort());
  expect(items.map(({ options }) => options.jobKey)).toEqual(items.map(({ task }) => task));
  expect(CRONTAB.trim().split("\n").map((line) => line.split(" ").slice(0, 5).join(" "))).toEqual(["* * * * *", "*/15 * * * *", "17 2 * * *"]);
});

test("each quarter of an hour every installed shop is reconciled, and no other", async () => {
  const gone = await aShop(database);
  await database.asOwner("UPDATE shop SET uninstalled_at = now() WHERE shop_id = $1", [String(gone)]);
  const shopId = await aShop(database);
  await run("each-quarter");
  expect(await waitingTasks(database, shopId)).toEqual(["reconcile-orders"]);
  expect(await waitingTasks(database, gone)).toEqual([]);
});

test("each night every shop is reconciled deeply, its tiers reviewed and its ledger verified; tokens about to end are used; what is old is erased and sealed anew", async () => {
  const shopId = await aShop(database, { domain: "nightly.myshopify.com" });
  await database.asOwner("INSERT INTO session (id, shop, state, sealed, expires, refresh_token_expires) VALUES ('offline_nightly.myshopify.com', 'nightly.myshopify.com', '', '', now(), now() + interval '29 days')");
  await run("each-night");
  expect(await waitingTasks(database, shopId)).toEqual(["note-anniversaries", "recompute-tiers", "reconcile-codes", "reconcile-orders", "refresh-token", "verify-ledger"]);
  expect(await forAll()).toEqual(["erase-old", "reseal"]);
});

test("anniversaries are looked for early on each day of the shop, however often the night comes before they were", async () => {
  // Midnight in the first two is just before the nightly round, in the third long after it.
  const zones = ["Etc/GMT+2", "America/Noronha", "Asia/Tokyo"];
  const shops = await Promise.all([...zones, ...zones, ...zones].map(async (timezone) => ({ shopId: await aShop(database, { timezone }), timezone })));
  const local = (at: Date, timeZone: string) => new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(at);
  const runs = new Map(shops.map(({ shopId }) => [shopId, [] as string[]]));
  vi.useFakeTimers({ toFake: ["Date"] });
  try {
    for (let night = 1; night <= 11; night++) {
      vi.setSystemTime(new Date(Date.UTC(2026, 2, night, 2, 17)));
      for (const { shopId, timezone } of shops) {
        const due = await database.asOwner<{ run_at: Date }>("DELETE FROM graphile_worker._private_jobs WHERE key = $1 AND run_at <= $2 RETURNING run_at", [`note-anniversaries:${shopId}`, new Date()]);
        runs.get(shopId)!.push(...due.map(({ run_at }) => local(run_at, timezone)));
      }
      await run("each-night");
    }
  } finally {
    vi.useRealTimers();
  }
  for (const times of runs.values()) {
    expect(new Set(times.map((time) => time.slice(0, 10))).size).toBe(10);
    expect(times.filter((time) => time.slice(11, 13) !== "00")).toEqual([]);
  }
});

test("each minute points whose window is over are released, and cards that wait are written", async () => {
  const [quiet, busy] = [await aShop(database), await aShop(database)];
  await settleOrders(busy, [anOrder()], new Date("2026-03-02T12:00:00.000Z"));
  await database.asOwner("DELETE FROM graphile_worker._private_jobs");
  await run("each-minute");
  expect(await waitingTasks(database, busy)).toContain("refresh-members");
  expect(await waitingTasks(database, busy)).toContain("release-points");
  expect(await waitingTasks(database, quiet)).toEqual([]);
});

test("each night what customers asked of their data and nobody carried out is asked for again, also when the shop left", async () => {
  const shopId = await aShop(database);
  const at = new Date("2026-03-02T12:00:00.000Z");
  const ask = async (kind: "data_request" | "customer_redact", key: string) => (await receiveRequest(shopId, { kind, key, subject: { customerId: "7", email: null, orderIds: [] } }, at)).requestId;
  const [done, open, erasure] = [await ask("data_request", "1"), await ask("data_request", "2"), await ask("customer_redact", "3")];
  await exportCustomer(shopId, done, at);
  await database.asOwner("UPDATE shop SET uninstalled_at = now()");
  await database.asOwner("DELETE FROM graphile_worker._private_jobs");
  await run("each-night");
  const asked = await database.asOwner<{ key: string }>("SELECT key FROM graphile_worker.jobs WHERE split_part(key, ':', 2) = $1 ORDER BY key", [String(shopId)]);
  expect(asked.map(({ key }) => key)).toEqual([`export-customer:${shopId}:${open}`, `redact-customer:${shopId}:${erasure}`]);
});

test("a shop that cannot be looked at keeps no other waiting", async () => {
  const [broken, busy] = [await aShop(database), await aShop(database)];
  for (const shopId of [broken, busy]) {
    await settleOrders(shopId, [anOrder()], new Date("2026-03-02T12:00:00.000Z"));
    await database.asOwner("UPDATE shop_order SET needs = '{settle}' WHERE shop_id = $1", [String(shopId)]);
  }
  await database.asOwner("DELETE FROM graphile_worker._private_jobs");
  await database.asOwner(`CREATE FUNCTION trap(id bigint) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN IF id = ${broken} THEN RAISE 'broken'; END IF; RETURN true; END $$`);
  for (const table of ["shop_order", "member_refresh"]) await database.asOwner(`CREATE POLICY broken ON ${table} AS RESTRICTIVE USING (trap(shop_id))`);
  await run("each-quarter");
  expect([await waitingTasks(database, broken), await waitingTasks(database, busy)]).toEqual([["reconcile-orders"], ["reconcile-orders", "resettle-orders"]]);
  await run("each-minute");
  expect(await waitingTasks(database, busy)).toContain("refresh-members");
  expect(await waitingTasks(database, broken)).toEqual(["reconcile-orders", "release-points"]);
});
