import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { programDraft } from "~/forms/program-draft";
import { defaultProgram } from "~/loyalty/program/default-program";
import { aShop } from "../support/a-shop";
import { useDatabase } from "../support/use-database";
import { fillShop } from "../store/admin-reads/fill-shop";
import { adminRequest, sessionToken, setAdminEnv, signIn } from "./admin-request";
import { ask } from "./ask-route";

const HOME = "first-shop.myshopify.com";
const OTHER = "other-shop.myshopify.com";
const database = useDatabase();
let shopId: bigint, memberId: bigint, foreignMember: bigint;

beforeAll(async () => {
  setAdminEnv();
  shopId = await aShop(database, { domain: HOME });
  const otherShop = await aShop(database, { domain: OTHER });
  await fillShop(database, shopId, { members: 5, orders: 1 });
  await fillShop(database, otherShop, { members: 2, orders: 1 });
  await signIn(HOME);
  await signIn(OTHER);
  memberId = await memberOf(shopId, "1000004");
  foreignMember = await memberOf(otherShop, "1000002");
});

async function memberOf(shop: bigint, customerId: string): Promise<bigint> {
  const [row] = await database.asOwner<{ member_id: string }>("SELECT member_id FROM member WHERE shop_id = $1 AND customer_id = $2", [String(shop), customerId]);
  return BigInt(row!.member_id);
}

/** The pages, each with an address and parameters that exist for the first shop. */
const pages = (): { file: string; path: string; params: Record<string, string> }[] => [
  { file: "app", path: "/app", params: {} },
  { file: "app.home", path: "/app", params: {} },
  { file: "app.program", path: "/app/program", params: {} },
  { file: "app.rewards", path: "/app/rewards", params: {} },
  { file: "app.reward", path: "/app/rewards/new", params: { rewardId: "new" } },
  { file: "app.codes", path: "/app/codes", params: {} },
  { file: "app.members", path: "/app/members", params: {} },
  { file: "app.member", path: `/app/members/${memberId}`, params: { memberId: String(memberId) } },
  { file: "app.member-ledger", path: `/app/members/${memberId}/ledger?before=999999`, params: { memberId: String(memberId) } },
  { file: "app.events", path: "/app/events", params: {} },
  { file: "app.settings", path: "/app/settings", params: {} },
];

const command = (path: string, body: unknown) => adminRequest(path, { token: sessionToken({ shop: HOME }), body });
const memberCommand = (body: unknown) => ask("app.member", "action", { request: command(`/app/members/${memberId}`, body), params: { memberId: String(memberId) } });

describe("who may in", () => {
  test("a token of the shop opens every page", async () => {
    for (const { file, path, params } of pages()) {
      expect((await ask(file, "loader", { request: adminRequest(path, { token: sessionToken({ shop: HOME }) }), params })).status, file).toBe(200);
    }
  });

  test.each<[string, () => string | undefined]>([
    ["no token", () => undefined],
    ["a token signed by somebody else", () => sessionToken({ shop: HOME, secret: "another-secret" })],
    ["a token of another app", () => sessionToken({ shop: HOME, audience: "another-app" })],
    ["a token that is over", () => sessionToken({ shop: HOME, expiresIn: -60 })],
    ["a token without signature", () => sessionToken({ shop: HOME, algorithm: "none" })],
    ["no token at all but words", () => "hello"],
  ])("%s opens none, by loader and by action", async (_what, token) => {
    for (const { file, path, params } of pages()) {
      const given = token();
      const read = await ask(file, "loader", { request: adminRequest(path, given ? { token: given } : {}), params });
      // Without a token the library leads a document to where one is made.
      expect(given ? [401] : [302], `${file} answered ${JSON.stringify(read.data)}`).toContain(read.status);
    }
    for (const file of ["app.home", "app.program", "app.rewards", "app.reward", "app.codes", "app.member", "app.events", "app.settings"]) {
      const given = token();
      const written = await ask(file, "action", { request: adminRequest("/app", { body: { intent: "launch" }, ...(given && { token: given }) }), params: { memberId: String(memberId), rewardId: "new" } });
      expect(given ? 401 : 302, file).toBe(written.status);
    }
  });

  test("a member or order of another shop does not exist here", async () => {
    const token = sessionToken({ shop: HOME });
    const params = { memberId: String(foreignMember) };
    expect((await ask("app.member", "loader", { request: adminRequest(`/app/members/${foreignMember}`, { token }), params })).status).toBe(404);
    const order = { ...params, orderId: String(foreignMember * 1000n + 1n) };
    expect((await ask("app.member-order", "loader", { request: adminRequest("/app/members/x/orders/y", { token }), params: order })).status).toBe(404);
    expect((await ask("app.member-order", "loader", { request: adminRequest("/app/members/x/orders/y", { token }), params: { ...order, memberId: String(memberId) } })).status).toBe(404);
    const adjust = { intent: "adjust", requestId: randomUUID(), points: 5, reason: "x", note: "" };
    expect((await ask("app.member", "action", { request: adminRequest(`/app/members/${foreignMember}`, { token, body: adjust }), params })).status).toBe(404);
    expect((await ask("app.member", "action", { request: adminRequest(`/app/members/${foreignMember}`, { token, body: { intent: "state", change: "block" } }), params })).status).toBe(404);
    const ledger = await ask("app.member-ledger", "loader", { request: adminRequest(`/app/members/${foreignMember}/ledger?before=999999`, { token }), params });
    expect(ledger.data).toEqual({ ledger: { rows: [], next: null } });
    const [untouched] = await database.asOwner<{ state: string }>("SELECT state FROM member WHERE member_id = $1", [String(foreignMember)]);
    expect(untouched!.state).toBe("member");
  });

  test.each(["0x10", "1e3", "-1", "1.5", "", "99999999999999999999", "1; DROP TABLE member"])("the id %j names nobody", async (id) => {
    expect((await ask("app.member", "loader", { request: adminRequest("/app/members/x", { token: sessionToken({ shop: HOME }) }), params: { memberId: id } })).status).toBe(404);
  });
});

describe("commands", () => {
  const adjustment = (change: object) => ({ intent: "adjust", requestId: randomUUID(), points: 10, reason: "late parcel", note: "Sorry", ...change });

  test("an adjustment posts once, however often it is sent, and says who did it", async () => {
    const body = adjustment({ points: 40 });
    expect(await memberCommand(body)).toEqual({ status: 200, data: { ok: true, points: 40 } });
    expect(await memberCommand(body)).toEqual({ status: 200, data: { ok: true, points: 40 } });
    const rows = await database.asOwner("SELECT actor, \"values\" FROM ledger_transaction WHERE shop_id = $1 AND member_id = $2 AND kind = 'adjustment'", [String(shopId), String(memberId)]);
    expect(rows).toEqual([{ actor: "staff:42", values: { points: 40, note: "late parcel", message: "Sorry" } }]);
  });

  test("more than the member has, or more than the cap, is refused in words", async () => {
    expect(await memberCommand(adjustment({ points: -1_000 }))).toEqual({ status: 409, data: { ok: false, refusal: "not_enough_available" } });
    expect(await memberCommand(adjustment({ points: 10_001 }))).toEqual({ status: 409, data: { ok: false, refusal: "above_cap" } });
  });

  test.each<[string, unknown]>([
    ["half a point", { points: 1.5 }], ["a text for points", { points: "10" }], ["an endless number", "1e309"], ["an object", { points: { not: 0 } }], ["a list", { points: [10] }],
    ["nothing", { points: null }], ["zero", { points: 0 }], ["a number beyond what is exact", { points: 2 ** 60 }], ["no reason", { reason: "  " }],
    ["an unknown field", { shopId: "2" }], ["another intent", { intent: "export" }], ["an id that is no id", { requestId: "1" }],
  ])("%s is answered 400 with a sentence", async (_what, change) => {
    const body = typeof change === "string" ? `{"intent":"adjust","requestId":"${randomUUID()}","points":${change},"reason":"x","note":""}` : adjustment(change as object);
    const answer = await memberCommand(body);
    expect(answer.status).toBe(400);
    expect(answer.data).toMatchObject({ code: "bad_input", message: expect.stringMatching(/.+: .+/) });
  });

  test.each(["", "null", "[]", "{\"intent\":", "\"launch\"", "{\"__proto__\":{\"intent\":\"launch\"}}"])("the body %j is answered 400 by every action", async (body) => {
    for (const file of ["app.home", "app.program", "app.rewards", "app.reward", "app.codes", "app.member", "app.events", "app.settings"]) {
      const answer = await ask(file, "action", { request: command("/app", body), params: { memberId: String(memberId), rewardId: "new" } });
      expect(answer.status, file).toBe(400);
    }
  });

  test("a body without end is answered 413", async () => {
    expect((await memberCommand(`{"intent":"${"x".repeat(600_000)}"}`)).status).toBe(413);
  });

  test("a member is excluded and enrolled again", async () => {
    const state = async () => (await database.asOwner<{ state: string }>("SELECT state FROM member WHERE member_id = $1", [String(memberId)]))[0]!.state;
    expect((await memberCommand({ intent: "state", change: "exclude" })).status).toBe(200);
    expect(await state()).toBe("excluded");
    expect((await memberCommand({ intent: "state", change: "re_enroll" })).status).toBe(200);
    expect(await state()).toBe("member");
  });

  test("looking at a member is noted", async () => {
    const count = async () => Number((await database.asOwner<{ n: string }>("SELECT count(*) AS n FROM access_log WHERE action = 'view_member' AND member_id = $1 AND actor = 'staff:42'", [String(memberId)]))[0]!.n);
    const before = await count();
    await ask("app.member", "loader", { request: adminRequest(`/app/members/${memberId}`, { token: sessionToken({ shop: HOME }) }), params: { memberId: String(memberId) } });
    expect(await count()).toBe(before + 1);
  });
});

describe("the program", () => {
  const draft = () => programDraft(defaultProgram("USD"), "USD");
  const send = (body: object) => ask("app.program", "action", { request: command("/app/program", body) });
  const doubled = () => ({ ...draft(), rate: { points: "2", per: "1" } });

  test("a dry run says what would happen and saves nothing", async () => {
    const answer = await send({ intent: "preview", version: 1, draft: doubled() });
    expect(answer).toMatchObject({ status: 200, data: { ok: true, run: { up: expect.any(Number), down: expect.any(Number), liability: { beforeMinor: expect.any(Number) } } } });
    expect(await database.asOwner("SELECT 1 FROM program_version WHERE shop_id = $1", [String(shopId)])).toHaveLength(1);
  });

  test("mistakes come back under their fields and nothing is saved", async () => {
    const answer = await send({ intent: "save", version: 1, draft: { ...draft(), rate: { points: "1", per: "0" } }, note: "", startDate: null });
    expect(answer).toMatchObject({ status: 400, data: { ok: false, errors: { "rate.per": { code: "positive" } } } });
  });

  test("a day that has begun is no start", async () => {
    expect(await send({ intent: "save", version: 1, draft: doubled(), note: "", startDate: "2020-01-01" })).toMatchObject({ status: 400, data: { message: expect.stringContaining("startDate 2020-01-01") } });
    expect((await send({ intent: "save", version: 1, draft: doubled(), note: "", startDate: "2026-13-01" })).status).toBe(400);
  });

  test("saving makes a version, a second one from the old page is refused", async () => {
    expect(await send({ intent: "save", version: 1, draft: doubled(), note: "Autumn", startDate: null })).toMatchObject({ status: 200, data: { ok: true, version: 2 } });
    const late = await send({ intent: "save", version: 1, draft: { ...draft(), graceDays: "10" }, note: "", startDate: null });
    expect(late).toMatchObject({ status: 409, data: { ok: false, errors: { form: { code: "saved_by_somebody_else" } } } });
  });

  test("a version for a day to come starts with that day in the shop's zone", async () => {
    expect(await send({ intent: "save", version: 2, draft: { ...doubled(), graceDays: "10" }, note: "", startDate: "2099-07-01" })).toMatchObject({ status: 200, data: { version: 3 } });
    const [row] = await database.asOwner<{ effective_from: Date }>("SELECT effective_from FROM program_version WHERE shop_id = $1 AND version = 3", [String(shopId)]);
    expect(row!.effective_from.toISOString()).toBe("2099-07-01T04:00:00.000Z");
    const page = await ask("app.program", "loader", { request: adminRequest("/app/program", { token: sessionToken({ shop: HOME }) }) });
    expect(page.data).toMatchObject({ version: 3, scheduled: { version: 3 }, versions: [{ state: "scheduled" }, { state: "in_force" }, { state: "past" }] });
  });
});

describe("home and settings", () => {
  const home = (body: object) => ask("app.home", "action", { request: command("/app", body) });

  test("the launch is taken back and made again, from a moment that is over", async () => {
    const launched = async () => (await database.asOwner<{ launched_at: Date | null }>("SELECT launched_at FROM shop WHERE shop_id = $1", [String(shopId)]))[0]!.launched_at;
    expect((await home({ intent: "unlaunch" })).status).toBe(200);
    expect(await launched()).toBeNull();
    expect((await home({ intent: "launch", from: "2999-01-01T00:00:00Z" })).status).toBe(400);
    expect((await home({ intent: "launch", since: "2999-01-01" })).status).toBe(400);
    expect((await home({ intent: "launch", since: "yesterday" })).status).toBe(400);
    // A day of New York; and the day of the install begins with it.
    expect((await home({ intent: "launch", since: "2025-01-02" })).status).toBe(200);
    expect((await launched())!.toISOString()).toBe("2025-01-02T05:00:00.000Z");
    await home({ intent: "unlaunch" });
    await home({ intent: "launch", since: "2019-12-31" });
    expect((await launched())!.toISOString()).toBe("2020-01-01T00:00:00.000Z");
    await home({ intent: "unlaunch" });
    expect((await home({ intent: "launch", from: "2025-01-01T00:00:00Z" })).status).toBe(200);
    expect((await launched())!.toISOString()).toBe("2025-01-01T00:00:00.000Z");
  });

  test("the setup guide remembers what was ticked and put away", async () => {
    await home({ intent: "tick_setup", step: "tiers" });
    await home({ intent: "dismiss_setup" });
    const [row] = await database.asOwner<{ onboarding: unknown }>("SELECT onboarding FROM shop WHERE shop_id = $1", [String(shopId)]);
    expect(row!.onboarding).toEqual({ done: ["tiers"], dismissed: true });
    expect((await home({ intent: "tick_setup", step: "__proto__" })).status).toBe(400);
  });

  test.each<[string, object]>([
    ["a color that is none", { appearance: { color: "red;}", radius: 8 }, testCustomers: [] }],
    ["a radius of half a pixel", { appearance: { color: null, radius: 1.5 }, testCustomers: [] }],
    ["a customer that is no number", { appearance: { color: null, radius: 8 }, testCustomers: ["gid://shopify/Customer/1"] }],
  ])("%s is refused", async (_what, body) => {
    expect((await ask("app.settings", "action", { request: command("/app/settings", body) })).status).toBe(400);
  });

  test("look and test customers are saved", async () => {
    expect((await ask("app.settings", "action", { request: command("/app/settings", { appearance: { color: "#0a7f5a", radius: 8 }, testCustomers: ["1000004"] }) })).status).toBe(200);
    const [row] = await database.asOwner("SELECT appearance, test_customers FROM shop WHERE shop_id = $1", [String(shopId)]);
    expect(row).toEqual({ appearance: { color: "#0a7f5a", radius: 8 }, test_customers: ["1000004"] });
  });
});
