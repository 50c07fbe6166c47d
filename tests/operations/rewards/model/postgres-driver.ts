import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { expirePoints } from "~/operations/ledger/expire-points.server";
import { verifyLedger } from "~/operations/ledger/verify-ledger.server";
import { enrollMember } from "~/operations/members/enroll-member.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { expireRedemptions } from "~/operations/rewards/expire-redemptions.server";
import { issueHeld } from "~/operations/rewards/issue-held.server";
import { noteShownCodes } from "~/operations/rewards/note-shown-codes.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { resolveRedemptions } from "~/operations/rewards/resolve-redemptions.server";
import { inTransaction } from "~/store/in-transaction.server";
import { noteCodeGone } from "~/store/rewards/closing-codes.server";
import { codesById } from "~/store/rewards/codes.server";
import { aProgram } from "../../../loyalty/program/a-program";
import { aStockedReward } from "../../../support/a-stocked-reward";
import { aShop } from "../../../support/a-shop";
import { stockPool } from "../../../support/stock-pool";
import type { TestDatabase } from "../../../support/use-database";
import { GRACE_DAYS, PRICES, VALIDITY_DAYS } from "./commands";
import type { RewardDriver, RewardState } from "./driver";

/** Orders earn nothing here: another model looks at that. */
const PROGRAM = aProgram({ earn: { rate: { points: 1, perMinor: 1_000_000_000 } }, expiry: { months: null, graceDays: GRACE_DAYS } });

/** The service on its database: each run in a shop of its own. */
export async function openPostgresDriver(database: TestDatabase): Promise<RewardDriver & { shopId: bigint }> {
  const shopId = await aShop(database, { timezone: "UTC", program: PROGRAM });
  const begun = new Date("2026-03-01T00:00:00.000Z");
  const rewards: { rewardId: bigint; poolId: bigint }[] = [];
  for (const [i, points] of PRICES.entries()) rewards.push(await aStockedReward(database, shopId, { codes: 0, now: begun, terms: { price: { kind: "fixed", points }, validityDays: VALIDITY_DAYS, onExpiry: i === 1 ? "lapse" : "return" } }));
  const ids = async (requestId: string) => {
    const [row] = await database.asOwner<{ redemption_id: string; code_id: string | null }>("SELECT redemption_id, code_id FROM redemption WHERE shop_id = $1 AND split_part(request_key, ':', 3) = $2", [shopId, requestId]);
    return row ? { redemptionId: BigInt(row.redemption_id), codeId: row.code_id === null ? null : BigInt(row.code_id) } : null;
  };
  const adjusted = async (customerId: string, points: number, key: string, now: Date) => {
    const enrolled = await enrollMember(shopId, { customerId, actor: "staff:1" }, now);
    if ("refusal" in enrolled) throw new Error(enrolled.refusal);
    const answer = await adjustPoints(shopId, { memberId: enrolled.memberId, points: BigInt(points), note: "test", actor: "staff:1", commandId: key }, now);
    if ("refusal" in answer) throw new Error(answer.refusal);
  };
  return {
    shopId,
    async fund(customer, { points, expiresAt, key }, now) {
      await adjusted(customer, points, key, new Date(now));
      if (expiresAt === null) return;
      await database.asOwner(`DO $$ DECLARE id bigint := (SELECT max(lot_id) FROM lot WHERE shop_id = ${shopId});
        BEGIN PERFORM set_config('app.extending_lot', id::text, true); UPDATE lot SET expires_at = '${expiresAt}' WHERE shop_id = ${shopId} AND lot_id = id; END $$`);
    },
    spend: (customer, { points, key }, now) => adjusted(customer, -points, key, new Date(now)),
    async redeem(customerId, { kind, requestId }, now) {
      const answer = await redeemReward(shopId, { customerId, rewardId: rewards[kind]!.rewardId, points: PRICES[kind]!, requestId, surface: "panel" }, new Date(now));
      return "refusal" in answer ? answer.refusal : answer.redemption.status;
    },
    async stock(codes, now) {
      for (const { poolId } of rewards) await stockPool(shopId, { poolId, size: codes, now: new Date(now) });
    },
    issue: async (now) => void (await issueHeld(shopId, new Date(now))),
    async codeOf(requestId) {
      const codeId = (await ids(requestId))?.codeId ?? null;
      return codeId === null ? null : inTransaction(shopId, async (db) => (await codesById(db, [codeId])).get(codeId)!);
    },
    deliver: async (order, now) => void (await settleOrders(shopId, [order], new Date(now))),
    note: async (orders, now) => void (await noteShownCodes(shopId, orders, new Date(now))),
    cancel: async (requestId, now) => void (await cancelRedemption(shopId, { redemptionId: (await ids(requestId))!.redemptionId, customerId: null, actor: "staff:1", reason: "canceled_by_staff" }, new Date(now))),
    expireCodes: async (now) => void (await expireRedemptions(shopId, new Date(now))),
    async gone(requestId, now) {
      const found = (await ids(requestId))!;
      await inTransaction(shopId, (db) => noteCodeGone(db, found.redemptionId, new Date(now)));
    },
    resolve: async (readUntil, now) => void (await resolveRedemptions(shopId, readUntil === null ? null : new Date(readUntil), new Date(now))),
    expirePoints: async (now) => void (await expirePoints(shopId, new Date(now))),
    merge: async (loser, survivor, now) => void (await mergeCustomers(shopId, { fromCustomerId: loser, intoCustomerId: survivor }, new Date(now))),
    state: () => rewardState(database, shopId),
    findings: async () => (await verifyLedger(shopId)).map(({ check, place, expected, found }) => `${check} ${place}: ${found}, expected ${expected}`),
  };
}

async function rewardState(database: TestDatabase, shopId: bigint): Promise<RewardState> {
  const [wallets, lots, redemptions] = await Promise.all([
    database.asOwner<{ customer_id: string; available: string; held: string; debt: string }>("SELECT customer_id, available, held, debt FROM member JOIN wallet USING (shop_id, member_id) WHERE shop_id = $1 AND state = 'member' AND customer_id < '9' ORDER BY 1", [shopId]),
    database.asOwner<{ customer_id: string; lot: string }>(`SELECT customer_id, coalesce(to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'never') || ' ' || free || '/' || held || '/' || spent AS lot
      FROM lot JOIN member USING (shop_id, member_id) WHERE shop_id = $1 AND free + held + spent > 0`, [shopId]),
    database.asOwner<{ request: string; stand: string }>(`SELECT split_part(request_key, ':', 3) AS request, customer_id || ' ' || r.status || ' spent ' || spent || ' back ' || restored AS stand
      FROM redemption r JOIN member USING (shop_id, member_id) WHERE shop_id = $1 ORDER BY redemption_id`, [shopId]),
  ]);
  return {
    members: wallets.map((row) => ({
      customer: row.customer_id, available: Number(row.available), held: Number(row.held), owed: 0 - Number(row.debt),
      lots: lots.filter((lot) => lot.customer_id === row.customer_id).map(({ lot }) => lot).sort(),
    })),
    redemptions: Object.fromEntries(redemptions.map(({ request, stand }) => [request, stand])),
  };
}
