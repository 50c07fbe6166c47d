import { describe, expect, test } from "vitest";
import type { CustomerFact } from "~/loyalty/members/customer-fact";
import { deleteCustomer } from "~/operations/members/delete-customer.server";
import { enrollMember } from "~/operations/members/enroll-member.server";
import { setMembership } from "~/operations/members/set-membership.server";
import { upsertCustomers } from "~/operations/members/upsert-customers.server";
import { resettleOrders } from "~/operations/orders/resettle-orders.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { openProfile } from "~/store/members/open-profile.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import { anOrder } from "../../loyalty/orders/an-order";
import { aProgram } from "../../loyalty/program/a-program";
import { aShop } from "../../support/a-shop";
import { expectBooks, memberIdOf, pocketsOf, waitingTasks } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase({ atOnce: 32 });
const now = new Date("2026-03-02T12:00:00.000Z");

function aCustomer(given: Partial<CustomerFact> = {}): CustomerFact {
  return {
    customerId: "7", name: "Ana Reyes", email: "ana@example.com", emailVerified: true, phone: null, locale: "en", tags: [], emailConsentAt: null, hasAccount: true,
    createdAt: "2026-01-01T00:00:00.000Z", updatedAt: "2026-03-01T00:00:00.000Z", ...given,
  };
}
const members = (shopId: bigint) => database.asOwner(`SELECT customer_id, state, tags FROM member WHERE shop_id = $1 ORDER BY customer_id`, [shopId]);
const guest = async (shopId: bigint, email = "ANA@example.com") => anOrder({ customerId: null, customerSeenAt: null, emailHash: (await shopHasher(shopId)).email(email) });

describe("what Shopify says about customers", () => {
  test("an account becomes a member with a sealed profile that search finds", async () => {
    const shopId = await aShop(database);
    await upsertCustomers(shopId, [aCustomer()], now);
    const memberId = await memberIdOf(database, shopId, "7");
    const [profile] = await database.asOwner<{ sealed: Buffer; email_hash: string }>(`SELECT sealed, email_hash FROM member_profile WHERE shop_id = $1`, [shopId]);
    expect(profile!.sealed.includes("ana")).toBe(false);
    expect(openProfile(profile!.sealed, { shopId, memberId })).toEqual({ name: "Ana Reyes", email: "ana@example.com", emailVerified: true, phone: null });
    const hasher = await shopHasher(shopId);
    const terms = new Set((await database.asOwner<{ term: string }>(`SELECT term FROM member_term WHERE shop_id = $1`, [shopId])).map(({ term }) => term));
    expect(hasher.query("rey ana").every((term) => terms.has(term))).toBe(true);
    await upsertCustomers(shopId, [aCustomer({ name: "Ana Lopez", updatedAt: "2026-03-02T00:00:00.000Z" })], now);
    const after = new Set((await database.asOwner<{ term: string }>(`SELECT term FROM member_term WHERE shop_id = $1`, [shopId])).map(({ term }) => term));
    expect(hasher.query("reyes").some((term) => after.has(term))).toBe(false);
  });

  test("the newest wins in whatever order it comes", async () => {
    const shopId = await aShop(database);
    await upsertCustomers(shopId, [aCustomer({ tags: ["new"], updatedAt: "2026-03-02T00:00:00.000Z" })], now);
    await upsertCustomers(shopId, [aCustomer({ tags: ["old"] })], now);
    await upsertCustomers(shopId, [aCustomer({ tags: ["older"], updatedAt: "2026-02-01T00:00:00.000Z" }), aCustomer({ tags: ["newest"], updatedAt: "2026-03-03T00:00:00.000Z" })], now);
    expect(await members(shopId)).toEqual([{ customer_id: "7", state: "member", tags: ["newest"] }]);
  });

  test("who has no account is no member; tags are kept, and hold from the first order on", async () => {
    const shopId = await aShop(database, { program: aProgram({ enrollment: { mode: "automatic", excludeTags: ["Wholesale"] } }) });
    await upsertCustomers(shopId, [aCustomer({ emailConsentAt: null, hasAccount: false, tags: ["wholesale"] }), aCustomer({ customerId: "8", email: "bo@example.com", hasAccount: false })], now);
    expect(await members(shopId)).toEqual([{ customer_id: "7", state: "known", tags: ["wholesale"] }]);
    expect(await settleOrders(shopId, [anOrder()], now)).toMatchObject([{ refusal: "excluded_tag", posted: 0n }]);
    expect(await members(shopId)).toEqual([{ customer_id: "7", state: "member", tags: ["wholesale"] }]);
  });

  test("fields of protected data may be missing", async () => {
    const shopId = await aShop(database);
    await upsertCustomers(shopId, [aCustomer({ name: null, email: null, emailVerified: false })], now);
    expect(await members(shopId)).toHaveLength(1);
    expect(await database.asOwner(`SELECT email_hash FROM member_profile WHERE shop_id = $1`, [shopId])).toEqual([{ email_hash: null }]);
  });

  test("a deleted customer keeps points and history and loses the profile", async () => {
    const shopId = await aShop(database);
    await upsertCustomers(shopId, [aCustomer()], now);
    await settleOrders(shopId, [anOrder()], now);
    expect(await deleteCustomer(shopId, "7", now)).toEqual({ known: true });
    expect(await database.asOwner(`SELECT 1 FROM member_profile WHERE shop_id = $1 UNION ALL SELECT 1 FROM member_term WHERE shop_id = $1`, [shopId])).toEqual([]);
    expect(await settleOrders(shopId, [anOrder({ orderId: "1002" })], now)).toMatchObject([{ refusal: "left" }]);
    expect(await pocketsOf(database, shopId, "7")).toMatchObject({ pending: 50 });
    await expectBooks(shopId);
  });
});

describe("orders of a guest", () => {
  test("are claimed by an account with the same verified e-mail, at the program they were placed under", async () => {
    const shopId = await aShop(database);
    await settleOrders(shopId, [await guest(shopId)], now);
    await upsertCustomers(shopId, [aCustomer()], now);
    expect(await waitingTasks(database, shopId)).toContain("resettle-orders");
    expect(await resettleOrders(shopId, now)).toBe(1);
    expect(await pocketsOf(database, shopId, "7")).toMatchObject({ pending: 50 });
    expect(await resettleOrders(shopId, now)).toBe(0);
    await expectBooks(shopId);
  });

  test("are claimed at once when the account was there first", async () => {
    const shopId = await aShop(database);
    await upsertCustomers(shopId, [aCustomer()], now);
    expect(await settleOrders(shopId, [await guest(shopId)], now)).toMatchObject([{ posted: 50n, memberId: expect.any(BigInt) }]);
  });

  test("are not claimed by an address nobody verified, nor in another shop", async () => {
    const [shopId, otherId] = [await aShop(database), await aShop(database)];
    await settleOrders(shopId, [await guest(shopId)], now);
    await settleOrders(otherId, [await guest(otherId)], now);
    await upsertCustomers(shopId, [aCustomer({ emailVerified: false })], now);
    await upsertCustomers(otherId, [aCustomer({ email: "bo@example.com" })], now);
    expect([await resettleOrders(shopId, now), await resettleOrders(otherId, now)]).toEqual([0, 0]);
  });
});

describe("joining and leaving", () => {
  const optIn = () => aShop(database, { program: aProgram({ enrollment: { mode: "opt_in", excludeTags: ["staff"] } }) });
  const join = { customerId: "7", actor: "customer" };

  test("joins once, earns from then on, and orders before qualify for tiers", async () => {
    const shopId = await optIn();
    await settleOrders(shopId, [anOrder()], now);
    const [first, second] = [await enrollMember(shopId, join, now), await enrollMember(shopId, join, now)];
    expect([first, second]).toMatchObject([{ joined: true }, { joined: false }]);
    await resettleOrders(shopId, now);
    expect(await settleOrders(shopId, [anOrder({ orderId: "1002", processedAt: "2026-03-03T00:00:00.000Z" })], now)).toMatchObject([{ posted: 50n }]);
    expect(await database.asOwner(`SELECT order_id, accrued FROM shop_order WHERE shop_id = $1 AND member_id IS NOT NULL ORDER BY 1`, [shopId]))
      .toEqual([{ order_id: "1001", accrued: "0" }, { order_id: "1002", accrued: "50" }]);
    await expectBooks(shopId);
  });

  test("32 clicks at once make one member", async () => {
    const shopId = await optIn();
    const answers = await Promise.all(Array.from({ length: 32 }, () => enrollMember(shopId, join, now)));
    expect(new Set(answers.map((answer) => "memberId" in answer && answer.memberId)).size).toBe(1);
    expect(await members(shopId)).toHaveLength(1);
  });

  test("who left earns nothing until they join again", async () => {
    const shopId = await optIn();
    await enrollMember(shopId, join, new Date("2026-02-01T00:00:00.000Z"));
    const memberId = await memberIdOf(database, shopId, "7");
    await setMembership(shopId, { memberId, state: "left", actor: "customer" }, now);
    expect(await settleOrders(shopId, [anOrder()], now)).toMatchObject([{ refusal: "left" }]);
    expect(await enrollMember(shopId, join, now)).toMatchObject({ joined: true, memberId });
    expect(await settleOrders(shopId, [anOrder({ orderId: "1002" })], now)).toMatchObject([{ posted: 50n }]);
  });

  test("who is blocked, excluded or tagged out cannot join; before the launch nobody can", async () => {
    const shopId = await optIn();
    await upsertCustomers(shopId, [aCustomer({ tags: ["Staff"] })], now);
    expect(await enrollMember(shopId, join, now)).toEqual({ refusal: "excluded" });
    await enrollMember(shopId, { ...join, customerId: "8" }, now);
    await setMembership(shopId, { memberId: await memberIdOf(database, shopId, "8"), state: "blocked", actor: "staff:1" }, now);
    expect(await enrollMember(shopId, { ...join, customerId: "8" }, now)).toEqual({ refusal: "blocked" });
    const sleeping = await aShop(database, { launchedAt: null, testCustomers: ["9"] });
    expect(await enrollMember(sleeping, join, now)).toEqual({ refusal: "not_launched" });
    expect(await enrollMember(sleeping, { ...join, customerId: "9" }, now)).toMatchObject({ joined: true });
  });
});
