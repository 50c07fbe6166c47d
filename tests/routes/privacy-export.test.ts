import type { LoaderFunctionArgs } from "@remix-run/node";
import { beforeAll, expect, test } from "vitest";
import { eraseOld } from "~/jobs/tasks/erase-old";
import { exportCustomer } from "~/operations/compliance/export-customer.server";
import { receiveRequest } from "~/operations/compliance/receive-request.server";
import { attention } from "~/store/admin-reads/attention.server";
import { privacyRequests } from "~/store/admin-reads/privacy-requests.server";
import { fillShop } from "../store/admin-reads/fill-shop";
import { aShop } from "../support/a-shop";
import { useDatabase } from "../support/use-database";
import { adminRequest, sessionToken, setAdminEnv, signIn } from "./admin-request";

const HOME = "first-shop.myshopify.com";
const OTHER = "other-shop.myshopify.com";
const MADE = new Date("2026-10-24T00:00:00Z");
const DAY_MS = 86_400_000;
const database = useDatabase();
let shopId: bigint, requestId: bigint, openId: bigint, foreignId: bigint;

beforeAll(async () => {
  setAdminEnv();
  shopId = await aShop(database, { domain: HOME });
  const otherShop = await aShop(database, { domain: OTHER });
  await fillShop(database, shopId, { members: 3, orders: 1 });
  for (const shop of [HOME, OTHER]) await signIn(shop);
  requestId = await ask(shopId, 1);
  foreignId = await ask(otherShop, 1);
  openId = await ask(shopId, 2);
  await exportCustomer(shopId, requestId, MADE);
  await exportCustomer(otherShop, foreignId, MADE);
});

async function ask(shop: bigint, number: number): Promise<bigint> {
  const subject = { customerId: "1000001", email: null, orderIds: [] };
  return (await receiveRequest(shop, { kind: "data_request", key: `data_request:${number}`, subject }, new Date(MADE.getTime() + number))).requestId;
}

async function download(id: string, token: string | undefined = sessionToken({ shop: HOME })): Promise<{ status: number; answer: unknown }> {
  const { loader } = await import("~/routes/app.privacy-export");
  const request = adminRequest(`/app/privacy/${id}/export`, { token });
  try {
    const answer = await loader({ request, params: { requestId: id }, context: {} } as LoaderFunctionArgs);
    return { status: answer.status, answer };
  } catch (thrown) {
    const status = thrown instanceof Response ? thrown.status : (thrown as { init?: { status?: number } }).init?.status;
    if (status === undefined) throw thrown;
    return { status, answer: thrown };
  }
}

const noted = () => database.asOwner("SELECT shop_id, actor, detail FROM access_log WHERE action = 'fetch_export' ORDER BY access_id");

test("the shop's own export is handed out as a file nobody keeps, and who took it is noted", async () => {
  const { status, answer } = await download(String(requestId));
  expect(status).toBe(200);
  const { headers } = answer as Response;
  expect(headers.get("Content-Disposition")).toBe(`attachment; filename="customer-data-${requestId}.json"`);
  expect(headers.get("Cache-Control")).toBe("no-store");
  expect(await (answer as Response).json()).toMatchObject({ exportedAt: MADE.toISOString(), members: [{ member: { customerId: "1000001" } }] });
  expect(await noted()).toEqual([{ shop_id: String(shopId), actor: "staff:42", detail: { requestId: String(requestId) } }]);
});

test("another shop's export, one that is not made and an id that is none do not exist", async () => {
  const before = await noted();
  for (const id of [String(foreignId), String(openId), "999999", "0x10", "-1", "1;DROP TABLE shop", ""]) expect((await download(id)).status, id).toBe(404);
  expect((await download(String(requestId), sessionToken({ shop: OTHER }))).status).toBe(404);
  expect((await download(String(requestId), sessionToken({ shop: HOME, secret: "another-secret" }))).status).toBe(401);
  expect(await noted()).toEqual(before);
});

test("the settings list what was asked in this shop, by nobody's name, and home tells of the export", async () => {
  const requests = await privacyRequests(shopId);
  expect(requests).toMatchObject([
    { requestId: openId, kind: "data_request", state: "open", doneAt: null, readyUntil: null },
    { requestId, kind: "data_request", state: "done", doneAt: MADE, note: "1 members, 0 other orders", readyUntil: new Date(MADE.getTime() + 7 * DAY_MS) },
  ]);
  expect(JSON.stringify(requests, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toContain("1000001");
  expect(await attention(shopId, HOME, MADE)).toMatchObject({ complianceOpen: 1, exportsReady: 1 });
  const { loader } = await import("~/routes/app.settings");
  const page = await loader({ request: adminRequest("/app/settings", { token: sessionToken({ shop: HOME }) }), params: {}, context: {} });
  expect(page.requests).toEqual(requests);
});

test("an erased export is gone everywhere", async () => {
  await eraseOld(new Date(MADE.getTime() + 7 * DAY_MS + 1));
  expect((await download(String(requestId))).status).toBe(404);
  expect((await privacyRequests(shopId)).map(({ readyUntil }) => readyUntil)).toEqual([null, null]);
  expect(await attention(shopId, HOME, MADE)).toMatchObject({ exportsReady: 0 });
});
