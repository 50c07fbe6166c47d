import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { noteUses } from "~/store/rewards/code-uses.server";
import { codesById, markLeaked } from "~/store/rewards/codes.server";
import { noteFindings } from "~/store/rewards/reconcile-rows.server";
import type { Redemption } from "~/store/rewards/redemption-rows.server";
import { aMemberWith, aStockedReward } from "../support/a-stocked-reward";
import { aShop } from "../support/a-shop";
import { expectBooks } from "../support/expect-books";
import { redemptionOf } from "../support/redemption-of";
import { useDatabase } from "../support/use-database";
import { nameMember } from "../store/admin-reads/fill-shop";
import { adminRequest, sessionToken, setAdminEnv, signIn } from "./admin-request";
import { ask } from "./ask-route";

const HOME = "first-shop.myshopify.com";
const OTHER = "other-shop.myshopify.com";
const database = useDatabase();
let shopId: bigint, memberId: bigint, rewardId: bigint, poolId: bigint, codes: string[];
let turn = 0;

beforeAll(async () => {
  setAdminEnv();
  shopId = await aShop(database, { domain: HOME });
  await aShop(database, { domain: OTHER });
  await signIn(HOME);
  await signIn(OTHER);
  memberId = await aMemberWith(shopId, { customerId: "7001", points: 10_000, now: new Date() });
  await nameMember(database, shopId, { customerId: "7001", name: "Ada Fern", email: "ada@example.com" });
  ({ rewardId, poolId, codes } = await aStockedReward(database, shopId, { codes: 20, now: new Date() }));
});

const post = (body: unknown, shop = HOME) => ask("app.codes", "action", { request: adminRequest("/app/codes", { token: sessionToken({ shop }), body }) });
const look = async (search = "", shop = HOME) => (await ask("app.codes", "loader", { request: adminRequest(`/app/codes${search}`, { token: sessionToken({ shop }) }) })).data as {
  page: { rows: { redemptionId: bigint; status: string; codeEnd: string | null; memberName: string | null; uses: { orderId: string }[]; comingBack: { points: bigint; until: string | null }[]; closingReason: string | null; closingNote: string | null; closedBy: string | null }[]; next: bigint | null };
  found: { state: string } | null; incidents: object[]; findings: object[];
};
const readHome = async () => (await ask("app.home", "loader", { request: adminRequest("/app", { token: sessionToken({ shop: HOME }) }) })).data as { asOf: string; attention: { rewards: object } };
const home = async () => (await readHome()).attention.rewards;
const putAway = async (item: string, readAt?: string) => (await ask("app.home", "action", { request: adminRequest("/app", { token: sessionToken({ shop: HOME }), body: { intent: "put_away", item, readAt: readAt ?? (await readHome()).asOf } }) })).status;
async function redeem(): Promise<Redemption> {
  return redemptionOf(await redeemReward(shopId, { customerId: "7001", rewardId, points: 100, requestId: `r${++turn}`, surface: "panel" }, new Date()));
}
/** Of a reward without codes. */
async function redeemWaiting(): Promise<Redemption> {
  const dry = await aStockedReward(database, shopId, { codes: 0, now: new Date() });
  return redemptionOf(await redeemReward(shopId, { customerId: "7001", rewardId: dry.rewardId, points: 100, requestId: `r${++turn}`, surface: "panel" }, new Date()));
}
const codeOf = async ({ codeId }: Redemption) => (await readFor(shopId, (db) => codesById(db, [codeId!]))).get(codeId!)!;
const logged = (action: string) => database.asOwner("SELECT actor, member_id, detail FROM access_log WHERE shop_id = $1 AND action = $2 ORDER BY access_id DESC LIMIT 1", [String(shopId), action]);

describe("a code", () => {
  let redemption: Redemption;
  let code: string;
  beforeEach(async () => { redemption = await redeem(); code = await codeOf(redemption); });

  test("is masked wherever it stands, and shown to staff on demand, which is noted", async () => {
    const page = await look();
    expect(page.page.rows[0]).toMatchObject({ redemptionId: redemption.redemptionId, status: "issued", codeEnd: code.slice(-4), memberName: "Ada Fern", comingBack: [{ points: 100n, until: null }] });
    const member = await ask("app.member", "loader", { request: adminRequest(`/app/members/${memberId}`, { token: sessionToken({ shop: HOME }) }), params: { memberId: String(memberId) } });
    expect(member.data).toMatchObject({ redemptions: { rows: expect.arrayContaining([expect.objectContaining({ redemptionId: redemption.redemptionId })]) } });
    expect(JSON.stringify([page, member.data], (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toContain(code);
    expect(await post({ intent: "reveal", redemptionId: String(redemption.redemptionId) })).toEqual({ status: 200, data: { ok: true, code } });
    expect(await logged("reveal_code")).toEqual([{ actor: "staff:42", member_id: String(memberId), detail: { redemption: String(redemption.redemptionId) } }]);
  });

  test("is found by itself in either case, by its member's name, mail and number, and by nothing else", async () => {
    for (const search of [code, code.toLowerCase()]) expect((await look(`?q=${search}`)).page.rows.map((row) => row.redemptionId)).toEqual([redemption.redemptionId]);
    for (const search of ["ada", "ada@example.com", "7001"]) expect((await look(`?q=${search}`)).page.rows.map((row) => row.redemptionId), search).toContain(redemption.redemptionId);
    for (const search of ["ABCDEFGHJKLMNPQR", "nobody"]) expect((await look(`?q=${search}`)).page.rows, search).toEqual([]);
    expect((await look(`?q=${code}&status=burned`)).page.rows).toEqual([]);
    expect((await look(`?q=${code}`, OTHER)).page.rows).toEqual([]);
  });

  test("is canceled by staff once: it is on its way back, with actor and reason, and the books hold", async () => {
    const cancel = () => post({ intent: "cancel", redemptionId: String(redemption.redemptionId) });
    expect(await cancel()).toEqual({ status: 200, data: { ok: true, status: "closing" } });
    expect(await cancel()).toEqual({ status: 200, data: { ok: true, status: "closing" } });
    expect(await database.asOwner("SELECT status, closing_reason, closing_actor FROM redemption WHERE redemption_id = $1", [redemption.redemptionId])).toEqual([{ status: "closing", closing_reason: "canceled_by_staff", closing_actor: "staff:42" }]);
    expect(await logged("cancel_redemption")).toMatchObject([{ actor: "staff:42", detail: { redemption: String(redemption.redemptionId) } }]);
    await expectBooks(shopId);
  });

  test("tells who of the staff canceled it, by their number, and why", async () => {
    const waiting = await redeemWaiting();
    const by = (user: string, body: object) => ask("app.codes", "action", { request: adminRequest("/app/codes", { token: sessionToken({ shop: HOME, user }), body }) });
    const cancel = (user: string, { redemptionId }: Redemption, reason?: string) => by(user, { intent: "cancel", redemptionId: String(redemptionId), ...(reason !== undefined && { reason }) });
    const [second, third] = [await redeem(), await redeem()];
    await cancel("43", redemption, " Ordered twice ");
    await cancel("44", second, "");
    await cancel("42", third);
    expect(await cancel("43", waiting, "Out of stock")).toEqual({ status: 200, data: { ok: true, status: "voided" } });
    const shown = new Map((await look()).page.rows.map(({ redemptionId, closingReason, closingNote, closedBy }) => [redemptionId, { closingReason, closingNote, closedBy }]));
    const told = (closedBy: string, closingNote: string | null) => ({ closingReason: "canceled_by_staff", closingNote, closedBy });
    expect([redemption, second, third, waiting].map(({ redemptionId }) => shown.get(redemptionId))).toEqual([
      told("43", "Ordered twice"), told("44", null), told("42", null), told("43", "Out of stock"),
    ]);
    // Nobody writes over what was said first, and whoever comes later is told so. The log of accesses has no such texts.
    for (const [user, ended, reason] of [["42", redemption, "Another reason"], ["42", redemption, "Ordered twice"], ["43", redemption, "Another reason"], ["43", redemption, ""]] as const) {
      expect(await cancel(user, ended, reason), `${user} ${reason}`).toEqual({ status: 409, data: { ok: false, status: "closing" } });
    }
    expect(await cancel("42", waiting, "Late")).toEqual({ status: 409, data: { ok: false, status: "voided" } });
    expect(await cancel("43", redemption, "Ordered twice")).toEqual({ status: 200, data: { ok: true, status: "closing" } });
    expect((await look()).page.rows.find(({ redemptionId }) => redemptionId === redemption.redemptionId)).toMatchObject(told("43", "Ordered twice"));
    expect(JSON.stringify(await logged("cancel_redemption"))).not.toContain("Out of stock");
    expect(await cancel("42", third, "x".repeat(301))).toMatchObject({ status: 400 });
    expect(await cancel("42", third, "a\u0000")).toMatchObject({ status: 400, data: { message: expect.stringContaining("expected characters that can be saved") } });
    await expectBooks(shopId);
  });

  test("that had ended when staff canceled it ends as what it is, and staff is told", async () => {
    await database.asOwner("UPDATE redemption SET expires_at = now() - interval '1 minute' WHERE redemption_id = $1", [redemption.redemptionId]);
    expect(await post({ intent: "cancel", redemptionId: String(redemption.redemptionId), reason: "Ordered twice" })).toEqual({ status: 409, data: { ok: false, status: "closing" } });
    expect((await look(`?q=${code}`)).page.rows).toMatchObject([{ status: "closing", closingReason: "code_expired", closedBy: null, closingNote: null }]);
    // Room for the redemptions of other tests.
    await database.asOwner("UPDATE redemption SET status = 'voided', closing_at = now(), resolved_at = now() WHERE redemption_id = $1", [redemption.redemptionId]);
  });

  test("that was used cannot be canceled, and says by which order", async () => {
    await inTransaction(shopId, (db) => noteUses(db, [{ codeId: redemption.codeId!, orderId: "9001", orderedAt: new Date("2026-11-01T10:00:00Z") }], new Date()));
    await database.asOwner("UPDATE redemption SET status = 'burned', spent = points, resolved_at = now() WHERE redemption_id = $1", [redemption.redemptionId]);
    expect(await post({ intent: "cancel", redemptionId: String(redemption.redemptionId) })).toEqual({ status: 409, data: { ok: false, status: "burned" } });
    expect((await look(`?q=${code}`)).page.rows).toMatchObject([{ status: "burned", surface: "panel", uses: [{ orderId: "9001", at: "2026-11-01T10:00:00.000Z" }], comingBack: [] }]);
    // As it was: the ledger knows nothing of this use.
    await database.asOwner("UPDATE redemption SET status = 'issued', spent = 0, resolved_at = NULL WHERE redemption_id = $1", [redemption.redemptionId]);
  });

  test("of another shop does not exist here", async () => {
    const redemptionId = String(redemption.redemptionId);
    for (const intent of ["reveal", "cancel"]) expect((await post({ intent, redemptionId }, OTHER)).status, intent).toBe(404);
  });
});

test.each<[string, unknown, string]>([
  ["an id that is none", { intent: "reveal", redemptionId: "0x1" }, "redemptionId \"0x1\": expected an id"], ["another intent", { intent: "export", redemptionId: "1" }, "intent \"export\": "],
  ["an unknown field", { intent: "cancel", redemptionId: "1", points: 5 }, "body "], ["a number for an id", { intent: "cancel", redemptionId: 1 }, "redemptionId 1: "],
])("%s is answered 400 with a sentence", async (_what, body, sentence) => {
  expect(await post(body)).toMatchObject({ status: 400, data: { code: "bad_input", message: expect.stringContaining(sentence) } });
});

test("a code nobody was given is found with its state; one that was used all the same, and one used twice, are told", async () => {
  const free = codes.at(-1)!;
  expect(await look(`?q=${free}`)).toMatchObject({ found: { state: "free" }, page: { rows: [] } });
  const [row] = await database.asOwner<{ code_id: string }>("SELECT code_id FROM code WHERE shop_id = $1 AND state = 'free' ORDER BY code_id DESC LIMIT 1", [String(shopId)]);
  const leaked = BigInt(row!.code_id);
  const twice = await redeem();
  await inTransaction(shopId, async (db) => {
    await markLeaked(db, [leaked]);
    await noteUses(db, [{ codeId: leaked, orderId: "9100", orderedAt: null }, { codeId: twice.codeId!, orderId: "9101", orderedAt: null }, { codeId: twice.codeId!, orderId: "9102", orderedAt: null }], new Date());
    await noteFindings(db, poolId, { foreign: 1, missing: 2, usedTwice: 0 }, new Date());
  });
  const page = await look();
  expect(page.incidents).toHaveLength(2);
  expect(page.incidents).toEqual(expect.arrayContaining([
    expect.objectContaining({ kind: "leaked", codeEnd: free.slice(-4), memberId: null, orders: [{ orderId: "9100", name: "9100" }] }),
    expect.objectContaining({ kind: "used_twice", memberId, orders: [{ orderId: "9101", name: "9101" }, { orderId: "9102", name: "9102" }] }),
  ]));
  expect(page.findings).toMatchObject([{ reward: { rewardId, title: "5 off", paused: false }, foreign: 1, missing: 2, usedTwice: 0 }]);
  expect((await look("", OTHER))).toMatchObject({ incidents: [], findings: [] });
  expect(await home()).toMatchObject({ leaked: 1, usedTwice: 1, poolFaults: 0, waitingLong: 0, oddDiscounts: 1, discounts: [] });
  // Each goes once it was read, alone, and what happens later is told again.
  expect(await putAway("leaked")).toBe(200);
  expect(await home()).toMatchObject({ leaked: 0, usedTwice: 1, oddDiscounts: 1 });
  for (const item of ["twice", "odd"]) expect(await putAway(item)).toBe(200);
  expect(await home()).toMatchObject({ leaked: 0, usedTwice: 0, oddDiscounts: 0 });
  await inTransaction(shopId, async (db) => {
    await noteUses(db, [leaked, twice.codeId!].map((codeId) => ({ codeId, orderId: "9103", orderedAt: null })), new Date());
    await noteFindings(db, poolId, { foreign: 1 }, new Date());
  });
  expect(await home()).toMatchObject({ leaked: 1, usedTwice: 1, oddDiscounts: 1 });
  expect(await logged("put_away")).toEqual([{ actor: "staff:42", member_id: null, detail: { item: "odd", upTo: expect.any(String) as string } }]);
  for (const item of ["parked", "discount-", "discount-1 OR 1=1"]) expect([item, await putAway(item)]).toEqual([item, 400]);
  expect(await putAway("odd", "yesterday")).toBe(400);
});

test("what happens between the page and the press is told: only what the page showed is put away", async () => {
  const [free] = await database.asOwner<{ code_id: string }>("SELECT code_id FROM code WHERE shop_id = $1 AND state = 'free' ORDER BY code_id DESC LIMIT 1", [String(shopId)]);
  const codeId = BigInt(free!.code_id);
  const { asOf } = await readHome();
  const before = (await home()) as { usedTwice: number };
  await inTransaction(shopId, (db) => noteUses(db, ["9201", "9202"].map((orderId) => ({ codeId, orderId, orderedAt: null })), new Date(Date.parse(asOf) + 1)));
  expect(await home()).toMatchObject({ usedTwice: before.usedTwice + 1 });
  expect(await putAway("twice", asOf)).toBe(200);
  expect(await home()).toMatchObject({ usedTwice: 1 });
  expect(await putAway("twice")).toBe(200);
  expect(await home()).toMatchObject({ usedTwice: 0 });
  // A page of a clock that is ahead puts nothing away that is still to come.
  expect(await putAway("twice", "2999-01-01T00:00:00.000Z")).toBe(200);
  await inTransaction(shopId, (db) => noteUses(db, [{ codeId, orderId: "9203", orderedAt: null }], new Date(Date.now() + 1)));
  expect(await home()).toMatchObject({ usedTwice: 1 });
});

test("home is told of a reward without codes, of who waits and of what is on its way back for long", async () => {
  const { rewardId: dry } = await aStockedReward(database, shopId, { codes: 0, now: new Date() });
  const held = await redeemReward(shopId, { customerId: "7001", rewardId: dry, points: 100, requestId: `r${++turn}`, surface: "panel" }, new Date());
  expect(held).toMatchObject({ redemption: { status: "held" } });
  await database.asOwner("UPDATE redemption SET created_at = now() - interval '16 minutes' WHERE shop_id = $1 AND status = 'held'", [String(shopId)]);
  await database.asOwner("UPDATE redemption SET closing_at = now() - interval '25 hours' WHERE redemption_id = (SELECT min(redemption_id) FROM redemption WHERE shop_id = $1 AND status = 'closing')", [String(shopId)]);
  await database.asOwner("UPDATE code_pool SET fault = 'No' WHERE shop_id = $1 AND reward_id = $2", [String(shopId), String(dry)]);
  expect(await home()).toMatchObject({ waitingLong: 1, closingLong: 1, poolFaults: 1 });
});
