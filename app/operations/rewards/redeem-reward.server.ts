import { createHash } from "node:crypto";
import { expireLots } from "~/loyalty/ledger/expire-lots";
import { holdPoints } from "~/loyalty/ledger/hold";
import { programStanding } from "~/loyalty/members/program-standing";
import { isOpenTo } from "~/loyalty/program/is-open-to";
import { programAt } from "~/loyalty/program/program-at";
import { decideRedemption, type RedemptionRefusal } from "~/loyalty/rewards/decide-redemption";
import { discountTerms, termsKey } from "~/loyalty/rewards/discount-terms";
import type { RewardStep } from "~/loyalty/rewards/reward-steps";
import { endOfLocalDay } from "~/loyalty/time/local-day";
import { inTransaction, RunAgain } from "~/store/in-transaction.server";
import { enqueueJobs, memberJob } from "~/store/jobs/enqueue.server";
import { ledgerBatch, type LedgerBatch } from "~/store/ledger/ledger-batch";
import { liveLots } from "~/store/ledger/live-lots.server";
import { lockWallets } from "~/store/ledger/lock-wallets.server";
import { postBatch } from "~/store/ledger/post-batch.server";
import { IdempotencyConflict } from "~/store/ledger/posted-under.server";
import { memberByCustomer, memberById, type Member } from "~/store/members/member-by-id.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { programVersions } from "~/store/program/program-versions.server";
import { ensurePool, type CodePool } from "~/store/rewards/code-pools.server";
import { takeCode } from "~/store/rewards/codes.server";
import { countsOf, redemptionById, redemptionByRequest, type Redemption } from "~/store/rewards/redemption-rows.server";
import { countReward, isCounted, lockReward, type StoredReward } from "~/store/rewards/reward-rows.server";
import { insertRedemption, nextRedemptionId } from "~/store/rewards/save-redemptions.server";
import { settlementShop, type SettlementShop } from "~/store/shops/settlement-shop.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import type { Hasher } from "~/store/crypto/hasher";
import type { Tx } from "~/store/tx";

/** Pools are filled up when half of their codes are gone, at least twelve: every fifth redemption is soon enough to look. */
const LOOK_EVERY = 5n;

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
  return inTransaction(shopId, async (db) => {
    const found = await memberByCustomer(db, command.customerId);
    const wallet = found && (await lockWallets(db, [found.memberId])).get(found.memberId);
    const requestKey = `customer:${command.customerId}:${command.requestId}`;
    const known = await redemptionByRequest(db, requestKey);
    if (known) return repeated(known, command, requestKey);
    const member = found && (await memberById(db, found.memberId));
    if (member?.state === "merged") throw new RunAgain("the member was merged meanwhile");
    const ledger = ledgerBatch(new Map(wallet ? [[wallet.memberId, wallet]] : []), wallet ? await liveLots(db, [wallet.memberId]) : []);
    // What is over since the last run of the job is over: it cannot be spent.
    if (wallet) for (const expired of expireLots(ledger.lots(wallet.memberId), wallet, now.toISOString())) ledger.post(expired);
    return decideAndHold(db, { command, requestKey, member: wallet ? member : null, ledger, hasher, now });
  });
}

interface Asked { command: RedeemReward; requestKey: string; member: Member | null; ledger: LedgerBatch; hasher: Hasher; now: Date }

function repeated(known: Redemption, command: RedeemReward, key: string): RedeemRewardAnswer {
  if (known.fingerprint !== fingerprintOf(command)) throw new IdempotencyConflict(key);
  return { redemption: known, repeated: true };
}

const fingerprintOf = ({ rewardId, points }: RedeemReward) => createHash("sha256").update(`reward ${rewardId} for ${points}`).digest("base64url").slice(0, 22);

async function decideAndHold(db: Tx, asked: Asked): Promise<RedeemRewardAnswer> {
  const { command, member, ledger, now } = asked;
  const moment = now.toISOString();
  const shop = await settlementShop(db);
  const reward = await lockReward(db, command.rewardId);
  const question = {
    reward, points: command.points, now: moment, poolFault: false,
    launched: isOpenTo(command.customerId, shop, now),
    member: member && (await standing(db, asked, { member, reward })),
  };
  const decided = decideRedemption(question);
  if ("refusal" in decided) return decided;
  const { rewardId, terms } = reward!;
  const promised = discountTerms(terms, decided.step.value, shop.currency);
  const pool = await ensurePool(db, asked.hasher, { rewardId, termsKey: termsKey(promised), terms: promised, title: terms.title });
  if (pool.fault !== null) return { refusal: "reward_unavailable" };
  return hold(db, { ...asked, reward: reward!, step: decided.step, pool, shop, ledger });
}

async function standing(db: Tx, { ledger, now }: Asked, { member, reward }: { member: Member; reward: StoredReward | null }) {
  const excludeTags = programAt(await programVersions(db), now.toISOString()).enrollment.excludeTags;
  const days = reward?.terms.memberLimit?.days ?? null;
  const since = days === null ? null : new Date(now.getTime() - days * 86_400_000);
  const { inWindow, open } = await countsOf(db, member.memberId, reward ? [{ rewardId: reward.rewardId, since }] : []);
  return { state: programStanding(member, excludeTags), tier: member.tier, wallet: ledger.wallet(member.memberId), redeemedInWindow: inWindow.get(reward?.rewardId ?? 0n) ?? 0, open };
}

interface Holding extends Asked { reward: StoredReward; step: RewardStep; pool: CodePool; shop: SettlementShop }

async function hold(db: Tx, { command, requestKey, member, ledger, now, reward, step, pool, shop }: Holding): Promise<RedeemRewardAnswer> {
  const { memberId } = member!;
  const { terms, rewardId, version } = reward;
  const redemptionId = await nextRedemptionId(db);
  const points = BigInt(step.points);
  const { transaction, parts } = holdPoints(ledger.wallet(memberId), ledger.lots(memberId), {
    points, key: `redemption:${redemptionId}:held`, reason: "reward_redeemed", values: { reward: terms.title, points: -step.points }, actor: "customer", orderId: null, effectiveAt: now.toISOString(),
  });
  ledger.post(transaction);
  await postBatch(db, ledger);
  const taken = await takeCode(db, pool.poolId);
  const snapshot = { title: terms.title, value: step.value, minimumSpendMinor: terms.minimumSpendMinor, validityDays: terms.validityDays, currency: shop.currency };
  const issued = taken ? { issuedAt: now, expiresAt: new Date(endOfLocalDay(now.toISOString(), shop.timezone, { days: terms.validityDays })) } : { issuedAt: null, expiresAt: null };
  await insertRedemption(db, redemptionId, {
    redemption: {
      memberId, rewardId, rewardVersion: version, poolId: pool.poolId, codeId: taken?.codeId ?? null, points, snapshot, requestKey, fingerprint: fingerprintOf(command), surface: command.surface,
      actor: "customer", onExpiry: terms.onExpiry, ...issued,
    },
    parts, now,
  });
  if (isCounted(reward)) await countReward(db, [rewardId], 1);
  await requestRefresh(db, new Map([[memberId, { retier: false, urgent: true }]]), now);
  // A look at the pools now and then is enough while there are codes.
  const look = taken === null || redemptionId % LOOK_EVERY === 0n;
  await enqueueJobs(db, [memberJob("refresh-members", db.shopId, memberId), ...(look ? [memberJob("fill-pools", db.shopId, memberId)] : [])]);
  return { redemption: (await redemptionById(db, redemptionId))!, repeated: false };
}
