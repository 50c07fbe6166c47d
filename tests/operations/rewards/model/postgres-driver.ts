import { receiveRequest } from "~/operations/compliance/receive-request.server";
import { redactCustomer } from "~/operations/compliance/redact-customer.server";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { expirePoints } from "~/operations/ledger/expire-points.server";
import { verifyLedger } from "~/operations/ledger/verify-ledger.server";
import { enrollMember } from "~/operations/members/enroll-member.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { expireRedemptions } from "~/operations/rewards/expire-redemptions.server";
import { compareCodes } from "~/operations/rewards/compare-codes.server";
import { issueHeld } from "~/operations/rewards/issue-held.server";
import { noteShownCodes } from "~/operations/rewards/note-shown-codes.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { rehouseHeld } from "~/operations/rewards/rehouse-held.server";
import { resolveRedemptions } from "~/operations/rewards/resolve-redemptions.server";
import { retireOver } from "~/operations/rewards/retire-over.server";
import { saveReward } from "~/operations/rewards/save-reward.server";
import { setRewardState } from "~/operations/rewards/set-reward-state.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { noteCodesGone } from "~/store/rewards/closing-codes.server";
import { codesById } from "~/store/rewards/codes.server";
import { livePools } from "~/store/rewards/pool-rows.server";
import { redemptionById } from "~/store/rewards/redemption-rows.server";
import { aProgram } from "../../../loyalty/program/a-program";
import { aStockedReward } from "../../../support/a-stocked-reward";
import { aShop } from "../../../support/a-shop";
import { fillPools } from "../../../support/fill-pools";
import type { TestDatabase } from "../../../support/use-database";
import { GRACE_DAYS } from "./commands";
import type { ModelState, RewardDriver } from "./driver";
import { FIRST_TERMS, rewardOfTerms } from "./terms";

/** Orders earn nothing here: another model looks at that. */
const PROGRAM = aProgram({ earn: { rate: { points: 1, perMinor: 1_000_000_000 } }, expiry: { months: null, graceDays: GRACE_DAYS } });

/** The service on its database: each run in a shop of its own. */
export async function openPostgresDriver(database: TestDatabase): Promise<RewardDriver & { shopId: bigint; made: ReadonlyMap<string, bigint> }> {
  const shopId = await aShop(database, { timezone: "UTC", program: PROGRAM });
  const begun = new Date("2026-03-01T00:00:00.000Z");
  const rewards: { rewardId: bigint; version: number }[] = [];
  for (const terms of FIRST_TERMS) rewards.push({ ...await aStockedReward(database, shopId, { codes: 0, now: begun, terms: rewardOfTerms(terms), ...(terms.stock === null ? {} : { stock: BigInt(terms.stock) }) }), version: 1 });
  const made = new Map<string, bigint>();
  const names = new Map<string, string>();
  const adjusted = async (customerId: string, points: number, key: string, now: Date) => {
    const enrolled = await enrollMember(shopId, { customerId, actor: "staff:1" }, now);
    if ("refusal" in enrolled) throw new Error(enrolled.refusal);
    const answer = await adjustPoints(shopId, { memberId: enrolled.memberId, points: BigInt(points), note: "test", actor: "staff:1", commandId: key }, now);
    if ("refusal" in answer) throw new Error(answer.refusal);
  };
  return {
    shopId, made,
    async fund(customer, { points, expiresAt, key }, now) {
      await adjusted(customer, points, key, new Date(now));
      if (expiresAt === null) return;
      await database.asOwner(`DO $$ DECLARE id bigint := (SELECT max(lot_id) FROM lot WHERE shop_id = ${shopId});
        BEGIN PERFORM set_config('app.extending_lot', id::text, true); UPDATE lot SET expires_at = '${expiresAt}' WHERE shop_id = ${shopId} AND lot_id = id; END $$`);
    },
    spend: (customer, { points, key }, now) => adjusted(customer, -points, key, new Date(now)),
    async redeem(customerId, { kind, points, requestId }, now) {
      const answer = await redeemReward(shopId, { customerId, rewardId: rewards[kind]!.rewardId, points, requestId, surface: "panel" }, new Date(now));
      if ("refusal" in answer) return answer.refusal;
      made.set(requestId, answer.redemption.redemptionId);
      return answer.redemption.status;
    },
    stock: (codes, now) => fillPools(shopId, codes, new Date(now)),
    async issue(now) {
      await retireOver(shopId, new Date(now));
      await rehouseHeld(shopId, new Date(now));
      if (await issueHeld(shopId, new Date(now)) > 0) await retireOver(shopId, new Date(now));
    },
    async save(kind, terms, now) {
      const reward = rewards[kind]!;
      const answer = await saveReward(shopId, { ...reward, terms: rewardOfTerms(terms), stock: terms.stock === null ? null : BigInt(terms.stock), actor: "staff:1" }, new Date(now));
      if ("refusal" in answer) return answer.refusal;
      reward.version = answer.version;
      return "saved";
    },
    async setState(kind, state, now) {
      const answer = await setRewardState(shopId, { rewardId: rewards[kind]!.rewardId, state, actor: "staff:1" }, new Date(now));
      return "refusal" in answer ? answer.refusal : "saved";
    },
    async lose(kind, now) {
      const pools = (await readFor(shopId, livePools)).filter(({ rewardId }) => rewardId === rewards[kind]!.rewardId);
      for (const pool of pools) await compareCodes(shopId, pool, null, new Date(now));
    },
    async codeOf(requestId) {
      const redemptionId = made.get(requestId);
      return redemptionId === undefined ? null : readFor(shopId, async (db) => {
        const codeId = (await redemptionById(db, redemptionId))!.codeId;
        return codeId === null ? null : (await codesById(db, [codeId])).get(codeId)!;
      });
    },
    async freeCode(kind) {
      const [row] = await database.asOwner<{ code_id: string }>(`SELECT code_id FROM code JOIN code_pool p USING (shop_id, pool_id) WHERE shop_id = $1 AND reward_id = $2 AND p.state = 'open' AND code.state = 'free' ORDER BY pool_id DESC, code_id LIMIT 1`, [shopId, rewards[kind]!.rewardId]);
      return row ? readFor(shopId, async (db) => (await codesById(db, [BigInt(row.code_id)])).get(BigInt(row.code_id))!) : null;
    },
    deliver: async (order, now) => void (await settleOrders(shopId, [order], new Date(now))),
    note: async (orders, now) => void (await noteShownCodes(shopId, orders, new Date(now))),
    cancel: async (requestId, now) => void (await cancelRedemption(shopId, { redemptionId: made.get(requestId)!, customerId: null, actor: "staff:1", reason: "canceled_by_staff" }, new Date(now))),
    expireCodes: async (now) => void (await expireRedemptions(shopId, new Date(now))),
    gone: (requestId, now) => inTransaction(shopId, (db) => noteCodesGone(db, [made.get(requestId)!], new Date(now))),
    resolve: async (readUntil, now) => void (await resolveRedemptions(shopId, readUntil === null ? null : new Date(readUntil), new Date(now))),
    expirePoints: async (now) => void (await expirePoints(shopId, new Date(now))),
    merge: async (loser, survivor, now) => void (await mergeCustomers(shopId, { fromCustomerId: loser, intoCustomerId: survivor }, new Date(now))),
    async forget(customerId, name, now) {
      const [row] = await database.asOwner<{ member_id: string }>("SELECT member_id FROM member WHERE shop_id = $1 AND customer_id = $2", [shopId, customerId]);
      if (row) names.set(row.member_id, name);
      const { requestId } = await receiveRequest(shopId, { kind: "customer_redact", key: name, subject: { customerId, email: null, orderIds: [] } }, new Date(now));
      await redactCustomer(shopId, requestId, new Date(now));
    },
    state: () => modelState(database, shopId, { made, names }),
    findings: async () => (await verifyLedger(shopId)).map(({ check, place, expected, found }) => `${check} ${place}: ${found}, expected ${expected}`),
  };
}

interface WalletRow { member_id: string; customer_id: string | null; available: string; held: string; debt: string }

/** All in one statement: it is asked after every command. */
const STATE = `SELECT
  (SELECT coalesce(json_agg(x), '[]') FROM (SELECT member_id::text, customer_id, available::text, held::text, debt::text FROM member JOIN wallet USING (shop_id, member_id) WHERE shop_id = $1 AND state IN ('member', 'redacted')) x) AS wallets,
  (SELECT coalesce(json_agg(x), '[]') FROM (SELECT member_id::text, coalesce(to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'never') || ' ' || free || '/' || held || '/' || spent AS lot
     FROM lot WHERE shop_id = $1 AND free + held + spent > 0) x) AS lots,
  (SELECT coalesce(json_agg(x), '[]') FROM (SELECT redemption_id::text, member_id::text, r.status || ' spent ' || spent || ' back ' || restored || ' code ' || coalesce(c.state, '-') AS stand
     FROM redemption r LEFT JOIN code c USING (shop_id, code_id) WHERE shop_id = $1 ORDER BY r.redemption_id) x) AS redemptions,
  (SELECT json_agg(stand ORDER BY reward_id) FROM (
     SELECT reward_id, format('%s stock %s taken %s pools %s free %s leaked %s', r.state, coalesce(stock::text, '-'), taken, count(DISTINCT p.pool_id) FILTER (WHERE p.state IN ('planned', 'creating', 'open')),
       count(c.code_id) FILTER (WHERE c.state = 'free' AND p.state IN ('planned', 'creating', 'open')), count(c.code_id) FILTER (WHERE c.state = 'leaked')) AS stand
       FROM reward r LEFT JOIN code_pool p USING (shop_id, reward_id) LEFT JOIN code c USING (shop_id, pool_id) WHERE shop_id = $1 GROUP BY shop_id, reward_id) x) AS rewards`;

interface Known { made: ReadonlyMap<string, bigint>; names: ReadonlyMap<string, string> }

/** As the owner sees it. Whoever bought without being one of the two is left out. */
async function modelState(database: TestDatabase, shopId: bigint, { made, names }: Known): Promise<ModelState> {
  const [row] = await database.asOwner<{ wallets: WalletRow[]; lots: { member_id: string; lot: string }[]; redemptions: { redemption_id: string; member_id: string; stand: string }[]; rewards: string[] }>(STATE, [shopId]);
  const { wallets, lots, redemptions, rewards } = row!;
  const nameOf = new Map(wallets.map((row) => [row.member_id, names.get(row.member_id) ?? row.customer_id ?? "nobody"]));
  const requests = new Map([...made].map(([requestId, redemptionId]) => [String(redemptionId), requestId]));
  return {
    members: wallets.filter((row) => !["98", "99"].includes(nameOf.get(row.member_id)!)).map((row) => ({
      customer: nameOf.get(row.member_id)!, available: Number(row.available), held: Number(row.held), owed: 0 - Number(row.debt),
      lots: lots.filter((lot) => lot.member_id === row.member_id).map(({ lot }) => lot).sort(),
    })).sort((a, b) => (a.customer < b.customer ? -1 : 1)),
    redemptions: Object.fromEntries(redemptions.map((row) => [requests.get(row.redemption_id) ?? "unknown", `${nameOf.get(row.member_id)} ${row.stand}`])),
    rewards,
  };
}
