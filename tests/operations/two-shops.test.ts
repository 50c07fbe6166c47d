import fc from "fast-check";
import { expect, test } from "vitest";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import { receiveRequest } from "~/operations/compliance/receive-request.server";
import { redactCustomer } from "~/operations/compliance/redact-customer.server";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { releasePoints } from "~/operations/ledger/release-points.server";
import { enrollMember } from "~/operations/members/enroll-member.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { setMembership } from "~/operations/members/set-membership.server";
import { upsertCustomers } from "~/operations/members/upsert-customers.server";
import { resettleOrders } from "~/operations/orders/resettle-orders.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { recomputeShopTiers } from "~/operations/tiers/recompute-shop-tiers.server";
import { recomputeTiers } from "~/operations/tiers/recompute-tiers.server";
import { checkAsyncProperty } from "../loyalty/check-property";
import { aLine, anOrder, aRefund } from "../loyalty/orders/an-order";
import { aShop } from "../support/a-shop";
import { dumpShop } from "../support/dump-shop";
import { expectBooks } from "../support/expect-books";
import { useDatabase } from "../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");

type Act = (shopId: bigint, n: number, foreign: bigint) => Promise<unknown>;
const order = (n: number, given: Partial<OrderFact> = {}) => anOrder({ orderId: String(1000 + (n % 9)), customerId: String(7 + (n % 4)), lines: [aLine({ unitPriceMinor: 100 * (n % 997) })], ...given });

/** Every kind of command; `foreign` is a member id of the other shop. */
const ACTS: Record<string, Act> = {
  settle: (shopId, n) => settleOrders(shopId, [order(n), order(n + 1)], now),
  refund: (shopId, n) => settleOrders(shopId, [refundPatch(String(1000 + (n % 9)), aRefund({ refundId: String(n), amountMinor: n % 5000 }))], now),
  release: (shopId) => releasePoints(shopId, new Date("2026-06-01T00:00:00.000Z")),
  customers: (shopId, n) => upsertCustomers(shopId, [{ customerId: String(7 + (n % 4)), name: `N${n}`, email: `e${n % 3}@example.com`, emailVerified: true, phone: null, locale: null, tags: [`t${n}`], emailConsentAt: null, hasAccount: n % 2 === 0, createdAt: now.toISOString(), updatedAt: new Date(now.getTime() + n).toISOString() }], now),
  merge: (shopId, n) => mergeCustomers(shopId, { fromCustomerId: String(7 + (n % 4)), intoCustomerId: String(7 + ((n + 1) % 4)) }, now),
  enroll: (shopId, n) => enrollMember(shopId, { customerId: String(7 + (n % 5)), actor: "customer" }, now),
  tiers: (shopId) => recomputeShopTiers(shopId, { all: true }, now),
  resettle: (shopId) => resettleOrders(shopId, now),
  redact: async (shopId, n) => redactCustomer(shopId, (await receiveRequest(shopId, { kind: "customer_redact", key: `redact:${n}`, subject: { customerId: String(7 + (n % 4)), email: null, orderIds: [] } }, now)).requestId, now),
  adjust_foreign: async (shopId, n, foreign) => expect(await adjustPoints(shopId, { memberId: foreign, points: 5n, note: "x", actor: "staff:1", commandId: `f${n}` }, now)).toEqual({ refusal: "unknown_member" }),
  membership_foreign: async (shopId, _n, foreign) => expect(await setMembership(shopId, { memberId: foreign, state: "blocked", actor: "staff:1" }, now)).toEqual({ refusal: "unknown_member" }),
  tiers_foreign: async (shopId, _n, foreign) => expect(await recomputeTiers(shopId, [foreign], now)).toEqual([]),
};

test("no command on one shop changes or reveals a byte of another with the same orders and customers", async () => {
  const victim = await aShop(database);
  await settleOrders(victim, Array.from({ length: 9 }, (_, n) => order(n * 31)), now);
  await upsertCustomers(victim, [{ customerId: "7", name: "V", email: "e1@example.com", emailVerified: true, phone: null, locale: null, tags: [], emailConsentAt: null, hasAccount: true, createdAt: now.toISOString(), updatedAt: now.toISOString() }], now);
  const [{ member_id }] = await database.asOwner<{ member_id: string }>(`SELECT member_id FROM member WHERE shop_id = $1 LIMIT 1`, [victim]) as [{ member_id: string }];
  const before = await dumpShop(database, victim);
  const command = fc.record({ act: fc.constantFrom(...Object.keys(ACTS)), n: fc.nat(5000) });
  await checkAsyncProperty(fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 25 }), async (commands) => {
    const shopId = await aShop(database);
    for (const { act, n } of commands) await ACTS[act]!(shopId, n, BigInt(member_id));
    expect(await dumpShop(database, victim)).toEqual(before);
    await expectBooks(shopId);
  }), { numRuns: 15 });
  await expectBooks(victim);
});
