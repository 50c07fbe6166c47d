import { createHash } from "node:crypto";
import { expireLots } from "~/loyalty/ledger/expire-lots";
import { holdPoints } from "~/loyalty/ledger/hold";
import { isOpenTo } from "~/loyalty/program/is-open-to";
import { decideRedemption, type RedemptionRefusal } from "~/loyalty/rewards/decide-redemption";
import { discountTerms, termsKey } from "~/loyalty/rewards/discount-terms";
import type { RewardStep } from "~/loyalty/rewards/reward-steps";
import { endOfLocalDay } from "~/loyalty/time/local-day";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, memberJob } from "~/store/jobs/enqueue.server";
import { postBatch } from "~/store/ledger/post-batch.server";
import { IdempotencyConflict } from "~/store/ledger/posted-under.server";
import type { Member } from "~/store/members/member-by-id.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { ensurePool, type CodePool } from "~/store/rewards/code-pools.server";
import { takeCode } from "~/store/rewards/codes.server";
import type { Redemption } from "~/store/rewards/redemption-rows.server";
import { countReward, isCounted, type StoredReward } from "~/store/rewards/reward-rows.server";
import { insertRedemption } from "~/store/rewards/save-redemptions.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import type { Hasher } from "~/store/crypto/hasher";
import type { Tx } from "~/store/tx";
import { loadRedeeming, type Redeeming } from "./load-redeeming";

export interface RedeemReward {
  customerId: string;
  rewardId: bigint;
  /** The price the shopper saw: one of the reward's steps. */
  points: number;
  /** The shopper's own id of this command: the same again changes nothing and is answered the same. */
  requestId: string;
  /** Where it was asked for: `panel`, `cart`, `product`, `checkout`, `account`. */
  surface: string;
}
export type RedeemRewardAnswer = { redemption: Redemption; repeated: boolean } | { refusal: RedemptionRefusal };

/**
 * Turns points into a code: holds them and hands out a code of the pool, in one local transaction without any call to
 * Shopify. When the pool is dry the redemption waits in `held` and is issued by the job that fills it.
 * @throws IdempotencyConflict when the request id was used for another reward or price. @throws DatabaseDown
 */
export async function redeemReward(shopId: bigint, command: RedeemReward, now: Date): Promise<RedeemRewardAnswer> {
  const hasher = await shopHasher(shopId);
  const requestKey = `customer:${command.customerId}:${command.requestId}`;
  return inTransaction(shopId, async (db) => {
    const loaded = await loadRedeeming(db, { ...command, requestKey, now });
    if (loaded.known) return repeated(loaded.known, command, requestKey);
    const { member, ledger } = loaded;
    // What is over since the last run of the job is over: it cannot be spent.
    if (member) for (const expired of expireLots(ledger.lots(member.memberId), ledger.wallet(member.memberId), now.toISOString())) ledger.post(expired);
    return decideAndHold(db, { ...loaded, command, requestKey, hasher, now });
  });
}

interface Asked extends Redeeming { command: RedeemReward; requestKey: string; hasher: Hasher; now: Date }

function repeated(known: Redemption, command: RedeemReward, key: string): RedeemRewardAnswer {
  if (known.fingerprint !== fingerprintOf(command)) throw new IdempotencyConflict(key);
  return { redemption: known, repeated: true };
}

const fingerprintOf = ({ rewardId, points }: RedeemReward) => createHash("sha256").update(`reward ${rewardId} for ${points}`).digest("base64url").slice(0, 22);

async function decideAndHold(db: Tx, asked: Asked): Promise<RedeemRewardAnswer> {
  const { command, shop, member, standing, reward, ledger, redeemedInWindow, open, now } = asked;
  const decided = decideRedemption({
    reward, points: command.points, now: now.toISOString(), poolFault: false,
    launched: isOpenTo(command.customerId, shop, now),
    member: member && { state: standing!, tier: member.tier, wallet: ledger.wallet(member.memberId), redeemedInWindow, open },
  });
  if ("refusal" in decided) return decided;
  const { rewardId, terms } = reward!;
  const promised = discountTerms(terms, decided.step.value, shop.currency);
  const pool = await ensurePool(db, asked.hasher, { rewardId, termsKey: termsKey(promised), terms: promised, title: terms.title, now });
  // Codes that are there are given, whatever became of the next ones.
  const taken = await takeCode(db, pool.poolId);
  if (taken === null && pool.fault !== null) return { refusal: "reward_unavailable" };
  return hold(db, { ...asked, member: member!, reward: reward!, step: decided.step, pool, taken });
}

interface Holding extends Asked { member: Member; reward: StoredReward; step: RewardStep; pool: CodePool; taken: Awaited<ReturnType<typeof takeCode>> }

async function hold(db: Tx, { command, requestKey, redemptionId, member: { memberId }, ledger, now, reward, step, pool, taken, shop }: Holding): Promise<RedeemRewardAnswer> {
  const { terms, rewardId, version } = reward;
  const points = BigInt(step.points);
  const { transaction, parts } = holdPoints(ledger.wallet(memberId), ledger.lots(memberId), {
    points, key: `redemption:${redemptionId}:held`, reason: "reward_redeemed", values: { reward: terms.title, points: -step.points }, actor: "customer", orderId: null, effectiveAt: now.toISOString(),
  });
  ledger.post(transaction);
  const snapshot = { title: terms.title, value: step.value, minimumSpendMinor: terms.minimumSpendMinor, combinesWith: terms.combinesWith, validityDays: terms.validityDays, currency: shop.currency };
  const issued = taken ? { issuedAt: now, expiresAt: new Date(endOfLocalDay(now.toISOString(), shop.timezone, { days: terms.validityDays })) } : { issuedAt: null, expiresAt: null };
  // All at once, the jobs last: whoever enqueues one of the same key waits for this transaction's end.
  const [redemption] = await Promise.all([
    insertRedemption(db, redemptionId, {
      redemption: {
        memberId, rewardId, rewardVersion: version, poolId: pool.poolId, codeId: taken?.codeId ?? null, points, snapshot, requestKey, fingerprint: fingerprintOf(command), surface: command.surface,
        actor: "customer", onExpiry: terms.onExpiry, ...issued,
      },
      parts, now,
    }),
    isCounted(reward) && countReward(db, [rewardId], 1),
    postBatch(db, ledger),
    requestRefresh(db, new Map([[memberId, { retier: false, urgent: true }]]), now),
    // One job: a look at the pool begins with the cards.
    enqueueJobs(db, [memberJob(taken === null || taken.low ? "fill-pools" : "refresh-members", db.shopId, memberId)]),
  ]);
  return { redemption, repeated: false };
}
