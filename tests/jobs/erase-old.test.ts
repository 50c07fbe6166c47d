import { expect, test } from "vitest";
import { redactData } from "~/jobs/tasks/compliance";
import { eraseOld } from "~/jobs/tasks/erase-old";
import { exportCustomer } from "~/operations/compliance/export-customer.server";
import { receiveRequest } from "~/operations/compliance/receive-request.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { requestAnswer } from "~/store/compliance/requests.server";
import { forgetAccess } from "~/store/access/forget-access.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { forgetDeliveries } from "~/store/inbox/forget-deliveries.server";
import { enqueueJobsNow } from "~/store/jobs/enqueue.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import { sql } from "~/store/sql";
import { eraseBodiesNaming } from "~/store/inbox/erase-bodies-naming.server";
import { deliver } from "../inbox/a-delivery";
import { aShop } from "../support/a-shop";
import { useDatabase } from "../support/use-database";

const database = useDatabase();
const now = new Date("2026-10-31T00:00:00Z");
const withBody = async () => (await database.asOwner<{ delivery_id: string }>("SELECT delivery_id FROM inbox WHERE body IS NOT NULL ORDER BY delivery_id")).map((row) => row.delivery_id);
const set = (deliveryId: string, state: string, receivedAt: string) => database.asOwner("UPDATE inbox SET state = $2, received_at = $3 WHERE delivery_id = $1", [deliveryId, state, receivedAt]);

test("bodies are erased 30 days after they came, handled or parked; what still waits is kept", async () => {
  await deliver({ deliveryId: "handled" }, { deliveryId: "parked" }, { deliveryId: "waiting" }, { deliveryId: "young" });
  await set("handled", "done", "2026-09-30T23:59:59Z");
  await set("parked", "parked", "2026-09-30T23:59:59Z");
  await set("waiting", "new", "2026-09-30T23:59:59Z");
  await set("young", "done", "2026-10-01T00:00:00Z");
  await eraseOld(now);
  expect(await withBody()).toEqual(["waiting", "young"]);
});

test("a delivery is recognized as a duplicate for 90 days, then forgotten; what still waits stays", async () => {
  await database.asOwner("DELETE FROM inbox");
  await deliver({ deliveryId: "handled" }, { deliveryId: "parked" }, { deliveryId: "waiting" }, { deliveryId: "young" });
  for (const [id, state, at] of [["handled", "done", "2026-08-01T23:59:59Z"], ["parked", "parked", "2026-08-01T23:59:59Z"], ["waiting", "new", "2026-08-01T23:59:59Z"], ["young", "done", "2026-08-02T00:00:00Z"]] as const) await set(id, state, at);
  await eraseOld(now);
  await deliver({ deliveryId: "young" });
  expect(await database.asOwner("SELECT delivery_id, state FROM inbox ORDER BY delivery_id")).toEqual([{ delivery_id: "waiting", state: "new" }, { delivery_id: "young", state: "done" }]);
});

test("deliveries are forgotten page by page, up to the first that is young", async () => {
  await database.asOwner("DELETE FROM inbox");
  await deliver(...Array.from({ length: 7 }, (_, i) => ({ deliveryId: `d${i}` })));
  await database.asOwner("UPDATE inbox SET state = 'done', received_at = '2026-01-01'");
  await set("d6", "done", "2026-10-30T00:00:00Z");
  const pages = [];
  for (let next: bigint | null = 0n; next !== null;) {
    const page = await forgetDeliveries(new Date("2026-08-02T00:00:00Z"), { after: next, most: 3 });
    pages.push(page.forgotten);
    next = page.next;
  }
  expect([pages, (await database.asOwner("SELECT delivery_id FROM inbox")).map((row) => row["delivery_id"] as string)]).toEqual([[3, 3, 0], ["d6"]]);
});

test("commands go after 30 days and the access log after two years, each of every shop that is still known", async () => {
  const shopId = await aShop(database);
  await database.asOwner("UPDATE shop SET uninstalled_at = now() WHERE shop_id = $1", [shopId]);
  await database.asOwner("INSERT INTO command (shop_id, actor, request_id, fingerprint, at) VALUES ($1, 'customer:7', 'old', 'f', '2026-09-30T23:59:59Z'), ($1, 'customer:7', 'young', 'f', '2026-10-01')", [shopId]);
  await database.asOwner("INSERT INTO access_log (shop_id, at, actor, action) VALUES ($1, now() - interval '2 years 1 minute', 'staff:1', 'old'), ($1, now() - interval '2 years' + interval '1 hour', 'staff:1', 'young')", [shopId]);
  await eraseOld(now);
  expect(await database.asOwner("SELECT request_id FROM command WHERE shop_id = $1", [shopId])).toEqual([{ request_id: "young" }]);
  expect(await database.asOwner("SELECT action FROM access_log WHERE shop_id = $1", [shopId])).toEqual([{ action: "young" }]);
});

test("the product forgets of the access log only what is two years old, and only of the shop at hand", async () => {
  const [one, other] = [await aShop(database), await aShop(database)];
  await database.asOwner("INSERT INTO access_log (shop_id, at, actor, action) VALUES ($1, now() - interval '3 years', 'staff:1', 'old'), ($1, now(), 'staff:1', 'new'), ($2, now() - interval '3 years', 'staff:1', 'old')", [one, other]);
  expect(await inTransaction(one, (db) => forgetAccess(db, 100))).toBe(1);
  expect(await database.asOwner("SELECT action FROM access_log WHERE shop_id = ANY($1) ORDER BY 1", [[one, other]])).toEqual([{ action: "new" }, { action: "old" }]);
  await expect(inTransaction(one, (db) => db.query(sql`DELETE FROM access_log`))).rejects.toMatchObject({ code: "42501" });
});

test("jobs that used up their tries a month ago are cleared away, later ones are kept to be looked at", async () => {
  await enqueueJobsNow(["old", "young", "alive"].map((key) => ({ task: "reseal", payload: {}, key, maxAttempts: 1 })));
  await database.asOwner("UPDATE graphile_worker._private_jobs SET attempts = 1, updated_at = CASE key WHEN 'old' THEN timestamptz '2026-09-30 23:59:59Z' ELSE '2026-10-02' END WHERE key IN ('old', 'young')");
  await eraseOld(now);
  expect((await database.asOwner("SELECT key FROM graphile_worker.jobs WHERE key IN ('old', 'young', 'alive') ORDER BY key")).map((row) => row["key"] as string)).toEqual(["alive", "young"]);
});

test("an export is erased seven days after it was made", async () => {
  const shopId = await aShop(database);
  const madeAt = new Date("2026-10-24T00:00:00Z");
  const { requestId } = await receiveRequest(shopId, { kind: "data_request", key: "data_request:1", subject: { customerId: "7", email: null, orderIds: [] } }, madeAt);
  await exportCustomer(shopId, requestId, madeAt);
  await eraseOld(now);
  expect(await readFor(shopId, (db) => requestAnswer(db, requestId))).not.toBeNull();
  await eraseOld(new Date(now.getTime() + 1));
  expect(await readFor(shopId, (db) => requestAnswer(db, requestId))).toBeNull();
});

test("erasing what names a customer takes bodies along that no key opens any more", async () => {
  await database.asOwner("DELETE FROM inbox");
  await deliver({ deliveryId: "ana", body: '{"email":"ana@example.com"}' }, { deliveryId: "ben", body: '{"email":"ben@example.com"}' }, { deliveryId: "lost", body: '{"email":"cleo@example.com"}' });
  await database.asOwner("UPDATE inbox SET state = 'done', body = CASE delivery_id WHEN 'lost' THEN overlay(body PLACING '\\x00'::bytea FROM octet_length(body)) ELSE body END");
  expect(await eraseBodiesNaming("shop.myshopify.com", ["ana@example.com"])).toBe(2);
  expect(await withBody()).toEqual(["ben"]);
});

test("erasing a customer takes bodies along that name who they were before they were merged", async () => {
  await database.asOwner("DELETE FROM inbox");
  const shopId = await aShop(database);
  const shop = (await shopById(shopId))!;
  await mergeCustomers(shopId, { fromCustomerId: "7000001", intoCustomerId: "7000002" }, now);
  const bodies = { before: '{"customer":{"id":7000001}}', after: '{"customer":{"id":7000002}}', other: '{"customer":{"id":7000003}}' };
  await deliver(...Object.entries(bodies).map(([deliveryId, body]) => ({ deliveryId, body, shopDomain: shop.domain })));
  await database.asOwner("UPDATE inbox SET state = 'done'");
  const { requestId } = await receiveRequest(shopId, { kind: "customer_redact", key: "customer_redact:1", subject: { customerId: "7000002", email: null, orderIds: [] } }, now);
  await redactData(shop, requestId, now);
  expect(await withBody()).toEqual(["other"]);
});
