import { expect, test } from "vitest";
import { eraseOld } from "~/jobs/tasks/erase-old";
import { exportCustomer } from "~/operations/compliance/export-customer.server";
import { receiveRequest } from "~/operations/compliance/receive-request.server";
import { requestAnswer } from "~/store/compliance/requests.server";
import { readFor } from "~/store/in-transaction.server";
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
