import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { resealAll } from "~/jobs/tasks/reseal";
import { exportCustomer } from "~/operations/compliance/export-customer.server";
import { receiveRequest } from "~/operations/compliance/receive-request.server";
import { upsertCustomers } from "~/operations/members/upsert-customers.server";
import { memberPage } from "~/store/admin-reads/member-page.server";
import { lockRequest, requestAnswer } from "~/store/compliance/requests.server";
import { SEALED_COLUMNS as SEALED } from "~/store/crypto/sealed-columns";
import { closeDatabase } from "~/store/db.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { claimDeliveries } from "~/store/inbox/claim-deliveries.server";
import { codesById, takeCode } from "~/store/rewards/codes.server";
import { poolsToFill } from "~/store/rewards/pool-work.server";
import { saveSession, sessionById } from "~/store/sessions/sessions.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import { orderBody, deliver } from "../inbox/a-delivery";
import { aShop } from "../support/a-shop";
import { aStockedReward } from "../support/a-stocked-reward";
import { useDatabase } from "../support/use-database";

const database = useDatabase();
const now = new Date("2026-11-02T12:00:00.000Z");
const CODES = 25; // More than a round of them.

const KEYS = { old: `old:${randomBytes(32).toString("base64")}`, next: `next:${randomBytes(32).toString("base64")}` };
const count = async (key: keyof typeof KEYS, { table, column }: { table: string; column: string }) =>
  Number((await database.asOwner(`SELECT count(*) AS n FROM ${table} WHERE substring(${column} FROM 3 FOR $1::int) = convert_to($2::text, 'UTF8')`, [key.length, key]))[0]!["n"]);
const counts = async (key: keyof typeof KEYS) => Object.fromEntries(await Promise.all(SEALED.map(async (one) => [`${one.table}.${one.column}`, await count(key, one)] as const)));

/** A shop that left, with something in every sealed column. */
async function everythingSealed() {
  const shopId = await aShop(database, { domain: "left.myshopify.com" });
  await upsertCustomers(shopId, [{ customerId: "7", name: "Ada", email: "ada@example.com", emailVerified: true, phone: null, locale: null, tags: [], emailConsentAt: null, hasAccount: true, createdAt: now.toISOString(), updatedAt: now.toISOString() }], now);
  const [member] = await database.asOwner<{ member_id: string }>("SELECT member_id FROM member WHERE shop_id = $1", [shopId]);
  const { poolId, codes } = await aStockedReward(database, shopId, { codes: CODES, now });
  const ask = async (key: string) => (await receiveRequest(shopId, { kind: "data_request", key, subject: { customerId: "7", email: null, orderIds: [] } }, now)).requestId;
  const [open, answered] = [await ask("data_request:1"), await ask("data_request:2")];
  await exportCustomer(shopId, answered, now);
  await saveSession({ id: "offline_left.myshopify.com", shop: "left.myshopify.com", state: "", isOnline: false, scope: "", expires: null, refreshTokenExpires: null, secrets: { accessToken: "shpat_1" } });
  await deliver({ shopDomain: "left.myshopify.com", deliveryId: "d1" });
  await database.asOwner("UPDATE shop SET uninstalled_at = now() WHERE shop_id = $1", [shopId]);
  return { shopId, memberId: BigInt(member!.member_id), poolId, codes, open, answered, hash: (await shopHasher(shopId)).code("ABC") };
}

test("every sealed column of the schema is one that rotation knows", async () => {
  const columns = await database.asOwner<{ name: string }>("SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'bytea' ORDER BY 1");
  expect(columns.map(({ name }) => name)).toEqual(SEALED.map(({ table, column }) => `${table}.${column}`).sort());
});

test("what is declared to be of one shop is what the database shows to one shop alone", async () => {
  const guarded = await database.asOwner<{ name: string }>("SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity");
  const names = new Set(guarded.map(({ name }) => name));
  expect(SEALED.filter(({ table }) => names.has(table))).toEqual(SEALED.filter(({ ofShop }) => ofShop));
});

test("after a new key was put first and everything was sealed anew the old one can go: a shop that left, its codes and requests open without it", async () => {
  process.env.ENCRYPTION_KEYS = KEYS.old;
  const { shopId, memberId, poolId, codes, open, answered, hash } = await everythingSealed();
  const before = await counts("old");
  expect(Object.entries(before).filter(([, n]) => n === 0)).toEqual([]);
  process.env.ENCRYPTION_KEYS = `${KEYS.next},${KEYS.old}`;
  await resealAll();
  expect(await counts("next")).toEqual(before);
  process.env.ENCRYPTION_KEYS = KEYS.next;
  await closeDatabase(); // A process that starts with the new key has read nothing yet.
  expect((await shopHasher(shopId)).code("ABC")).toBe(hash);
  expect(await memberPage(shopId, memberId)).toMatchObject({ email: "ada@example.com" });
  const [taken, seeds] = await inTransaction(shopId, async (db) => [await takeCode(db, poolId), await poolsToFill(db, now)]);
  expect([codes.includes(taken!.code), seeds.length]).toEqual([true, 1]);
  const ids = await database.asOwner<{ code_id: string }>("SELECT code_id FROM code WHERE shop_id = $1", [shopId]);
  expect((await readFor(shopId, (db) => codesById(db, ids.map(({ code_id }) => BigInt(code_id))))).size).toBe(CODES + 1);
  expect(await inTransaction(shopId, (db) => lockRequest(db, open))).toMatchObject({ subject: { customerId: "7" } });
  expect(await readFor(shopId, (db) => requestAnswer(db, answered))).not.toBeNull();
  expect((await sessionById("offline_left.myshopify.com"))!.secrets).toEqual({ accessToken: "shpat_1" });
  expect((await claimDeliveries({ most: 1, leaseSeconds: 60 }))[0]!.body!.toString()).toBe(orderBody(1));
});

test("what does not open is told and keeps nothing else waiting", async () => {
  process.env.ENCRYPTION_KEYS = KEYS.old;
  await deliver({ deliveryId: "broken" }, { deliveryId: "whole" });
  await database.asOwner("UPDATE inbox SET body = set_byte(body, length(body) - 1, get_byte(body, length(body) - 1) # 1) WHERE delivery_id = 'broken'");
  process.env.ENCRYPTION_KEYS = `${KEYS.next},${KEYS.old}`;
  await expect(resealAll()).rejects.toThrow("1 sealed values did not open and were left as they are; the first: sealed bytes for inbox do not open");
  expect((await counts("old"))["inbox.body"]).toBe(1);
});
