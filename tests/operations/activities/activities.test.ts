import { describe, expect, test } from "vitest";
import { NO_ACTIVITIES, type ActivityKind } from "~/loyalty/activities/activity";
import type { CustomerFact } from "~/loyalty/members/customer-fact";
import type { Program } from "~/loyalty/program/program";
import { noteAnniversaries } from "~/operations/activities/note-anniversaries.server";
import { noteConsent } from "~/operations/activities/note-consent.server";
import { settleActivities } from "~/operations/activities/settle-activities.server";
import { receiveRequest } from "~/operations/compliance/receive-request.server";
import { redactCustomer } from "~/operations/compliance/redact-customer.server";
import { enrollMember } from "~/operations/members/enroll-member.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { setMembership } from "~/operations/members/set-membership.server";
import { upsertCustomers } from "~/operations/members/upsert-customers.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { launchProgram } from "~/operations/program/launch-program.server";
import { cardFacts } from "~/store/cards/card-facts.server";
import { anOrder } from "../../loyalty/orders/an-order";
import { aProgram } from "../../loyalty/program/a-program";
import { aProgramVersion, aShop, type GivenShop } from "../../support/a-shop";
import { expectBooks, memberIdOf, pocketsOf, waitingTasks } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
const ON = { sign_up: { on: true, points: 100 }, newsletter: { on: true, points: 50 }, anniversary: { on: true, points: 200 } };

function earning(kinds: ActivityKind[], given: Parameters<typeof aProgram>[0] = {}): Program {
  return aProgram({ ...given, activities: { ...NO_ACTIVITIES, ...Object.fromEntries(kinds.map((kind) => [kind, ON[kind]])) } });
}
const shopWith = (kinds: ActivityKind[], given: Partial<GivenShop> & { rules?: Parameters<typeof aProgram>[0] } = {}) => aShop(database, { ...given, program: earning(kinds, given.rules) });
const aCustomer = (given: Partial<CustomerFact> = {}): CustomerFact => ({
  customerId: "7", name: "Ana Reyes", email: "ana@example.com", emailVerified: true, phone: null, locale: "en", tags: [], emailConsentAt: null, hasAccount: true,
  createdAt: "2026-03-02T11:59:00.000Z", updatedAt: "2026-03-02T11:59:00.000Z", ...given,
});
const join = (shopId: bigint, customerId = "7", at = now) => enrollMember(shopId, { customerId, actor: "customer" }, at);
const settle = (shopId: bigint, at = now) => settleActivities(shopId, at);
const available = async (shopId: bigint, customerId = "7") => (await pocketsOf(database, shopId, customerId))?.available ?? null;
const activities = (shopId: bigint) => database.asOwner(`SELECT kind, occurrence, state, refusal, points::int FROM activity WHERE shop_id = $1 ORDER BY activity_id`, [shopId]);
const posted = (shopId: bigint) => database.asOwner(`SELECT reason, "values", kind, program_version FROM ledger_transaction WHERE shop_id = $1 ORDER BY txn_id`, [shopId]);

describe("joining", () => {
  test("brings its points in the same moment, once however often it is asked for", async () => {
    const shopId = await shopWith(["sign_up"]);
    await Promise.all(Array.from({ length: 8 }, () => join(shopId)));
    expect(await available(shopId)).toBe(100);
    expect(await posted(shopId)).toEqual([{ reason: "activity_sign_up", values: { points: 100 }, kind: "accrual", program_version: 1 }]);
    expect(await settle(shopId)).toBe(0);
    await setMembership(shopId, { memberId: await memberIdOf(database, shopId, "7"), state: "left", actor: "customer" }, now);
    await join(shopId);
    expect(await available(shopId)).toBe(100);
    await expectBooks(shopId);
  });

  test("by an account or a first order brings them by the job that is asked for", async () => {
    const shopId = await shopWith(["sign_up"]);
    await upsertCustomers(shopId, [aCustomer()], now);
    await settleOrders(shopId, [anOrder({ customerId: "8", processedAt: "2026-03-02T11:00:00.000Z" })], now);
    expect(await waitingTasks(database, shopId)).toContain("settle-activities");
    expect(await Promise.all([settle(shopId), settle(shopId)]).then(([a, b]) => a + b)).toBe(2);
    expect([await available(shopId, "7"), await available(shopId, "8")]).toEqual([100, 100]);
    await upsertCustomers(shopId, [aCustomer({ updatedAt: "2026-03-02T11:59:30.000Z" })], now);
    expect(await settle(shopId)).toBe(0);
    await expectBooks(shopId);
  });

  test("before it was switched on, while it was off or before the launch brings nothing; while it was on also when it is told late", async () => {
    const shopId = await aShop(database, { program: earning([]), launchedAt: "2026-02-03T00:00:00.000Z" });
    await aProgramVersion(database, shopId, { program: { ...earning(["sign_up"]), version: 2 }, effectiveFrom: "2026-02-01T00:00:00.000Z" });
    await aProgramVersion(database, shopId, { program: { ...earning([]), version: 3 }, effectiveFrom: "2026-02-10T00:00:00.000Z" });
    await aProgramVersion(database, shopId, { program: { ...earning(["sign_up"]), activities: { ...NO_ACTIVITIES, sign_up: { on: true, points: 70 } }, version: 4 }, effectiveFrom: "2026-02-20T00:00:00.000Z" });
    const joined = { "1": "2026-01-20", "2": "2026-02-02", "3": "2026-02-05", "4": "2026-02-12", "5": "2026-02-25" };
    await upsertCustomers(shopId, Object.entries(joined).map(([customerId, day]) => aCustomer({ customerId, email: `${customerId}@example.com`, createdAt: `${day}T00:00:00.000Z` })), now);
    await settle(shopId);
    expect(await Promise.all(Object.keys(joined).map((customerId) => available(shopId, customerId)))).toEqual([0, 0, 100, 0, 70]);
    expect(await activities(shopId)).toMatchObject([{ refusal: "before_launch" }, { points: 100 }, { points: 70 }]);
    await expectBooks(shopId);
  });

  test("before the launch waits for it, and counts if the launch turns out to have been before; named test customers earn at once", async () => {
    const shopId = await shopWith(["sign_up"], { launchedAt: null, testCustomers: ["9"] });
    await upsertCustomers(shopId, [aCustomer(), aCustomer({ customerId: "8", email: "bo@example.com", createdAt: "2026-03-01T00:00:00.000Z" }), aCustomer({ customerId: "9", email: "cy@example.com" })], now);
    await settle(shopId);
    expect([await available(shopId, "7"), await available(shopId, "8"), await available(shopId, "9")]).toEqual([0, 0, 100]);
    await launchProgram(shopId, { actor: "staff:1", from: new Date("2026-03-02T00:00:00.000Z") }, now);
    expect(await settle(shopId)).toBe(1);
    expect([await available(shopId, "7"), await available(shopId, "8"), await available(shopId, "9")]).toEqual([100, 0, 100]);
    await expectBooks(shopId);
  });

  test("waits for tags that may keep somebody out, and brings nothing to whom they do", async () => {
    const shopId = await shopWith(["sign_up"], { rules: { enrollment: { mode: "automatic", excludeTags: ["Wholesale"] } } });
    await upsertCustomers(shopId, [aCustomer({ tags: null }), aCustomer({ customerId: "8", email: "bo@example.com", tags: null })], now);
    await join(shopId, "9");
    expect(await settle(shopId)).toBe(0);
    await upsertCustomers(shopId, [aCustomer({ tags: ["wholesale"] }), aCustomer({ customerId: "8", email: "bo@example.com", tags: [] })], now);
    expect(await settle(shopId)).toBe(1);
    expect([await available(shopId, "7"), await available(shopId, "8"), await available(shopId, "9")]).toEqual([0, 100, 0]);
    // Nobody ever told the tags of the third: it is not kept waiting for ever.
    expect(await settle(shopId, new Date(now.getTime() + 16 * 60_000))).toBe(1);
    await expectBooks(shopId);
  });

  test.each(["left", "excluded", "blocked"] as const)("brings nothing to whoever is %s by then", async (state) => {
    const shopId = await shopWith(["sign_up"]);
    await upsertCustomers(shopId, [aCustomer()], now);
    await setMembership(shopId, { memberId: await memberIdOf(database, shopId, "7"), state, actor: "staff:1" }, now);
    expect(await settle(shopId)).toBe(0);
    expect(await activities(shopId)).toMatchObject([{ state: "refused", refusal: state }]);
  });

  test("points end as the program says, and repay what is owed first", async () => {
    const shopId = await shopWith(["sign_up", "newsletter"], { rules: { expiry: { months: 12, graceDays: 30 } } });
    await join(shopId);
    const memberId = await memberIdOf(database, shopId, "7");
    await database.asOwner(`UPDATE wallet SET available = 0, debt = -30 WHERE shop_id = $1 AND member_id = $2`, [shopId, memberId]);
    await noteConsent(shopId, { customerId: "7", at: "2026-03-02T11:00:00.000Z" }, now);
    await settle(shopId);
    expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 0, available: 20, owed: 0 });
    expect(await database.asOwner(`SELECT amount::int, free::int, repaid::int, expires_at FROM lot WHERE shop_id = $1 ORDER BY lot_id`, [shopId]))
      .toEqual([{ amount: 100, free: 100, repaid: 0, expires_at: new Date("2027-03-03T05:00:00.000Z") }, { amount: 50, free: 20, repaid: 30, expires_at: new Date("2027-03-03T05:00:00.000Z") }]);
  });
});

describe("the newsletter", () => {
  const consent = (shopId: bigint, at: string, customerId = "7") => noteConsent(shopId, { customerId, at }, now);

  test("brings its points at the first consent, however often and in whatever order it is told", async () => {
    const shopId = await shopWith(["newsletter"]);
    await join(shopId);
    await Promise.all([consent(shopId, "2026-03-02T11:00:00.000Z"), consent(shopId, "2026-03-02T11:00:00.000Z"), consent(shopId, "2026-03-02T11:30:00.000Z")]);
    await Promise.all([settle(shopId), settle(shopId)]);
    await upsertCustomers(shopId, [aCustomer({ emailConsentAt: "2026-03-02T11:30:00.000Z" })], now);
    await settle(shopId);
    expect(await available(shopId)).toBe(50);
    expect(await activities(shopId)).toEqual([{ kind: "newsletter", occurrence: "", state: "given", refusal: null, points: 50 }]);
    await expectBooks(shopId);
  });

  test("of whom it had before it earned brings nothing, not by unsubscribing and subscribing again either", async () => {
    const shopId = await aShop(database, { program: earning([]) });
    await upsertCustomers(shopId, [aCustomer({ emailConsentAt: "2026-01-05T00:00:00.000Z" }), aCustomer({ customerId: "8", email: "bo@example.com" })], now);
    await aProgramVersion(database, shopId, { program: { ...earning(["newsletter"]), version: 2 }, effectiveFrom: "2026-02-01T00:00:00.000Z" });
    await consent(shopId, "2026-03-02T11:00:00.000Z", "7");
    await consent(shopId, "2026-03-02T11:00:00.000Z", "8");
    await settle(shopId);
    expect([await available(shopId, "7"), await available(shopId, "8")]).toEqual([0, 50]);
  });

  test("brings nothing to whom tags keep out, also where it is told before their tags", async () => {
    const shopId = await shopWith(["newsletter"], { rules: { enrollment: { mode: "automatic", excludeTags: ["Wholesale"] } } });
    await upsertCustomers(shopId, [aCustomer({ tags: null }), aCustomer({ customerId: "8", email: "bo@example.com", tags: null })], now);
    for (const customerId of ["7", "8"]) await consent(shopId, "2026-03-02T11:59:30.000Z", customerId);
    expect(await waitingTasks(database, shopId)).toContain("read-customers");
    expect(await settle(shopId)).toBe(0);
    await upsertCustomers(shopId, [aCustomer({ tags: ["wholesale"], emailConsentAt: "2026-03-02T11:59:30.000Z" }), aCustomer({ customerId: "8", email: "bo@example.com", tags: [], emailConsentAt: "2026-03-02T11:59:30.000Z" })], now);
    expect(await settle(shopId)).toBe(1);
    expect([await available(shopId, "7"), await available(shopId, "8")]).toEqual([0, 50]);
    expect(await activities(shopId)).toMatchObject([{ refusal: "excluded_tag" }, { state: "given" }]);
  });

  test("is told by the card from the first consent on, also where that came before it earned", async () => {
    const shopId = await shopWith([]);
    await upsertCustomers(shopId, [aCustomer(), aCustomer({ customerId: "8", email: "bo@example.com" })], now);
    await database.asOwner("DELETE FROM member_refresh WHERE shop_id = $1", [shopId]);
    await database.asOwner("DELETE FROM graphile_worker._private_jobs");
    await consent(shopId, "2026-03-02T11:00:00.000Z", "7");
    expect(await waitingTasks(database, shopId)).toEqual(["refresh-members"]);
    const memberIds = [await memberIdOf(database, shopId, "7"), await memberIdOf(database, shopId, "8")];
    const { facts } = await cardFacts(shopId, { memberIds, zone: "UTC", now });
    expect(facts.map(({ customerId, consented }) => [customerId, consented])).toEqual([["7", true]]);
  });

  test("told with the account, or read once somebody has joined, counts as well; of strangers and the erased nothing is kept", async () => {
    const shopId = await shopWith(["sign_up", "newsletter"]);
    await upsertCustomers(shopId, [aCustomer({ emailConsentAt: "2026-03-02T11:59:00.000Z" })], now);
    await consent(shopId, "2026-03-02T11:00:00.000Z", "8");
    expect(await activities(shopId)).toHaveLength(2);
    await join(shopId, "8");
    await upsertCustomers(shopId, [aCustomer({ customerId: "8", email: "bo@example.com", emailConsentAt: "2026-03-02T11:00:00.000Z" })], now);
    await settle(shopId);
    expect([await available(shopId, "7"), await available(shopId, "8")]).toEqual([150, 150]);
    await expectBooks(shopId);
  });
});

describe("an anniversary", () => {
  const at = (text: string) => new Date(text);

  test("comes each year on its day in the shop's zone, once however often it is looked for", async () => {
    const shopId = await shopWith(["anniversary"], { timezone: "Asia/Tokyo" });
    await upsertCustomers(shopId, [aCustomer({ createdAt: "2024-03-01T16:00:00.000Z" })], at("2024-03-02T00:00:00.000Z"));
    expect(await noteAnniversaries(shopId, at("2025-03-01T14:59:00.000Z"))).toBe(0);
    expect(await Promise.all([noteAnniversaries(shopId, at("2025-03-01T15:01:00.000Z")), noteAnniversaries(shopId, at("2025-03-02T15:01:00.000Z"))]).then(([a, b]) => a + b)).toBe(1);
    await settle(shopId, at("2025-03-03T00:00:00.000Z"));
    expect(await available(shopId)).toBe(200);
    // The worker was down for days; the next year.
    expect(await noteAnniversaries(shopId, at("2026-03-05T00:00:00.000Z"))).toBe(1);
    await settle(shopId, at("2026-03-05T00:00:00.000Z"));
    expect(await available(shopId)).toBe(400);
    expect((await posted(shopId)).map((one) => one.values)).toEqual([{ years: 1, points: 200 }, { years: 2, points: 200 }]);
    await expectBooks(shopId);
  });

  test("of members from before it was switched on is the next one, not the one that was", async () => {
    const shopId = await aShop(database, { program: earning([]) });
    await upsertCustomers(shopId, ["01", "03", "05"].map((day) => aCustomer({ customerId: day, email: `${day}@example.com`, createdAt: `2020-03-${day}T12:00:00.000Z` })), at("2021-01-01T00:00:00.000Z"));
    await aProgramVersion(database, shopId, { program: { ...earning(["anniversary"]), version: 2 }, effectiveFrom: "2026-03-03T12:00:00.000Z" });
    expect(await noteAnniversaries(shopId, at("2026-03-06T12:00:00.000Z"))).toBe(1);
    await settle(shopId, at("2026-03-06T12:00:00.000Z"));
    expect([await available(shopId, "01"), await available(shopId, "03"), await available(shopId, "05")]).toEqual([0, 0, 200]);
  });

  test("is looked for in batches, and not by who left or is not there any more", async () => {
    const shopId = await shopWith(["anniversary"]);
    await database.asOwner(`WITH m AS (INSERT INTO member (shop_id, customer_id, state, enrolled_at, enrolled_by, tier, tier_since)
      SELECT $1, 'c' || n, CASE WHEN n % 10 = 0 THEN 'left' ELSE 'member' END, '2025-03-02T12:00:00Z', 'account', 'member', '2025-03-02' FROM generate_series(1, 560) n RETURNING shop_id, member_id)
      INSERT INTO wallet (shop_id, member_id) SELECT shop_id, member_id FROM m`, [shopId]);
    expect(await noteAnniversaries(shopId, now)).toBe(504);
    expect(await settle(shopId)).toBe(504);
    expect(await noteAnniversaries(shopId, now)).toBe(0);
    await expectBooks(shopId);
  });
});

describe("two who were merged", () => {
  const merge = (shopId: bigint) => mergeCustomers(shopId, { fromCustomerId: "7", intoCustomerId: "8" }, now);

  test("keep what both were given, and get none of it again", async () => {
    const shopId = await shopWith(["sign_up", "newsletter", "anniversary"]);
    await join(shopId, "7");
    await noteConsent(shopId, { customerId: "7", at: "2026-03-02T11:00:00.000Z" }, now);
    await settle(shopId);
    await join(shopId, "8");
    await merge(shopId);
    expect(await available(shopId, "8")).toBe(250);
    await noteConsent(shopId, { customerId: "8", at: "2026-03-02T11:30:00.000Z" }, now);
    await noteConsent(shopId, { customerId: "8", at: "2026-03-02T10:30:00.000Z" }, now);
    await settle(shopId);
    expect(await available(shopId, "8")).toBe(250);
    await expectBooks(shopId);
  });

  test("have one anniversary a year", async () => {
    const shopId = await shopWith(["anniversary"]);
    await upsertCustomers(shopId, [aCustomer({ createdAt: "2024-03-01T12:00:00.000Z" }), aCustomer({ customerId: "8", email: "bo@example.com", createdAt: "2024-03-20T12:00:00.000Z" })], new Date("2024-04-01T00:00:00.000Z"));
    await noteAnniversaries(shopId, now);
    await settle(shopId);
    await merge(shopId);
    expect(await available(shopId, "8")).toBe(200);
    await noteAnniversaries(shopId, new Date("2026-03-20T12:00:00.000Z"));
    expect(await settle(shopId, new Date("2026-03-20T12:00:00.000Z"))).toBe(0);
    expect(await activities(shopId)).toMatchObject([{ state: "given" }, { state: "refused", refusal: "already_given" }]);
    await noteAnniversaries(shopId, new Date("2027-03-20T12:00:00.000Z"));
    await settle(shopId, new Date("2027-03-20T12:00:00.000Z"));
    expect(await available(shopId, "8")).toBe(400);
    await expectBooks(shopId);
  });

  test.each(["before", "after", "amid"] as const)("with points due for both get them once, settled %s the merge", async (when) => {
    const shopId = await shopWith(["sign_up", "newsletter"], { rules: { enrollment: { mode: "automatic", excludeTags: ["x"] } } });
    await upsertCustomers(shopId, [aCustomer({ tags: null }), aCustomer({ customerId: "8", email: "bo@example.com", tags: null })], now);
    const soon = new Date(now.getTime() + 20 * 60_000);
    if (when === "before") await settle(shopId, soon);
    if (when === "amid") await Promise.all([merge(shopId), settle(shopId, soon)]);
    else await merge(shopId);
    await settle(shopId, soon);
    // Given to each of two, both stay theirs; given to one, it is one's.
    const given = (await activities(shopId)).filter(({ state }) => state === "given").length;
    expect(given).toBeLessThanOrEqual(when === "after" ? 1 : 2);
    expect(await available(shopId, "8")).toBe(100 * given);
    expect((await activities(shopId)).filter(({ state }) => state === "due")).toEqual([]);
    await expectBooks(shopId);
  });
});

test("an erased member gets nothing more, and nothing says when they wanted e-mails", async () => {
  const shopId = await shopWith(["sign_up", "newsletter", "anniversary"]);
  await upsertCustomers(shopId, [aCustomer({ createdAt: "2025-03-02T11:00:00.000Z" })], now);
  await noteConsent(shopId, { customerId: "7", at: "2026-03-02T11:00:00.000Z" }, now);
  const { requestId } = await receiveRequest(shopId, { kind: "customer_redact", key: "r", subject: { customerId: "7", email: null, orderIds: [] } }, now);
  await redactCustomer(shopId, requestId, now);
  await noteConsent(shopId, { customerId: "7", at: "2026-03-02T11:30:00.000Z" }, now);
  await noteAnniversaries(shopId, now);
  expect(await settle(shopId)).toBe(0);
  expect(new Set((await activities(shopId)).map(({ refusal }) => refusal))).toEqual(new Set(["gone"]));
  expect(await database.asOwner(`SELECT email_consent_at FROM member WHERE shop_id = $1`, [shopId])).toEqual([{ email_consent_at: null }]);
  await expectBooks(shopId);
});
