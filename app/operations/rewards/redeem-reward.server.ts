import { createHash } from "node:crypto";
import { expireLots } from "~/loyalty/ledger/expire-lots";
import { holdPoints, type LotPart } from "~/loyalty/ledger/hold";
import type { Lot } from "~/loyalty/ledger/posting";
import { isOpenTo } from "~/loyalty/program/is-open-to";
import type { Program } from "~/loyalty/program/program";
import { programAt, type ProgramVersion } from "~/loyalty/program/program-at";
import { decideRedemption, type RedemptionRefusal } from "~/loyalty/rewards/decide-redemption";
import { discountTerms, termsKey } from "~/loyalty/rewards/discount-terms";
import type { HeldPart } from "~/loyalty/rewards/held-until";
import { brokenPace, longestOf, type Pace } from "~/loyalty/rewards/redemption-pace";
import type { RewardStep } from "~/loyalty/rewards/reward-steps";
import { endOfLocalDay } from "~/loyalty/time/local-day";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueSoon } from "~/store/jobs/enqueue-soon.server";
import { postBatch } from "~/store/ledger/post-batch.server";
import { IdempotencyConflict } from "~/store/ledger/posted-under.server";
import type { Member } from "~/store/members/member-by-id.server";
import { keepProgramVersions } from "~/store/program/program-versions.server";
import { ensurePool } from "~/store/rewards/code-pools.server";
import { giveRedemption } from "~/store/rewards/give-redemption.server";
import { redemptionById, type Redemption } from "~/store/rewards/redemption-rows.server";
import { isCounted, type StoredReward } from "~/store/rewards/reward-rows.server";
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
  /** How often one shopper may redeem, the narrowest first. What redeems nothing does not count: a refusal, the same command again. */
  paces?: readonly Pace[];
}
export type RedeemRewardAnswer = NewlyRedeemed | { redemption: Redemption; repeated: true } | { refusal: RedemptionRefusal };

/** With what its shopper is to be shown, as it stands at the end of the transaction. */
export interface NewlyRedeemed {
  redemption: Redemption;
  repeated: false;
  /** In clear; null while it waits for one. */
  code: string | null;
  /** Where its points are held. */
  lots: HeldPart[];
  available: bigint;
  program: Program;
}

/** This shopper has redeemed as often as they may for now: nothing was done. */
export class RedeemsTooOften extends Error {
  constructor(readonly pace: Pace, readonly seconds: number) {
    super(`more than ${pace.count} redemptions in ${pace.seconds} seconds: expected fewer, or another ${seconds} seconds to pass`);
    this.name = "RedeemsTooOften";
  }
}

/**
 * Turns points into a code: holds them and hands out a code of the pool, in one local transaction without any call to
 * Shopify. When the pool is dry the redemption waits in `held` and is issued by the job that fills it.
 * @throws IdempotencyConflict when the request id was used for another reward or price. @throws RedeemsTooOften @throws DatabaseDown
 */
export async function redeemReward(shopId: bigint, command: RedeemReward, now: Date): Promise<RedeemRewardAnswer> {
  const hasher = await shopHasher(shopId);
  const requestKey = `customer:${command.customerId}:${command.requestId}`;
  const recentSince = new Date(now.getTime() - longestOf(command.paces ?? []) * 1000);
  let versions: ProgramVersion[] = [];
  const answer = await inTransaction(shopId, async (db) => {
    const loaded = await loadRedeeming(db, { ...command, requestKey, recentSince, now });
    versions = loaded.versions;
    if (loaded.knownId !== null) return repeated((await redemptionById(db, loaded.knownId))!, command, requestKey);
    const { member, ledger } = loaded;
    const broken = brokenPace(loaded.recent, command.paces ?? [], now);
    if (broken) throw new RedeemsTooOften(broken.pace, broken.seconds);
    // What is over since the last run of the job is over: it cannot be spent.
    if (member) for (const expired of expireLots(ledger.lots(member.memberId), ledger.wallet(member.memberId), now.toISOString())) ledger.post(expired);
    return decideAndHold(db, { ...loaded, command, requestKey, hasher, now });
  });
  keepProgramVersions(shopId, versions);
  if (!("redeemed" in answer)) return answer;
  // One job: a look at the pool begins with the cards.
  enqueueSoon(answer.low ? "fill-pools" : "refresh-members", shopId);
  return answer.redeemed;
}

interface Asked extends Redeeming { command: RedeemReward; requestKey: string; hasher: Hasher; now: Date }

function repeated(known: Redemption, command: RedeemReward, key: string) {
  if (known.fingerprint !== fingerprintOf(command)) throw new IdempotencyConflict(key);
  return { redemption: known, repeated: true as const };
}

const fingerprintOf = ({ rewardId, points }: RedeemReward) => createHash("sha256").update(`reward ${rewardId} for ${points}`).digest("base64url").slice(0, 22);

/** `low`: so few codes are left that the pool is to be looked at. */
type Decided = { refusal: RedemptionRefusal } | { redeemed: NewlyRedeemed; low: boolean };

async function decideAndHold(db: Tx, asked: Asked): Promise<Decided> {
  const { command, shop, member, standing, reward, ledger, inWindow, open, pools, now } = asked;
  const decided = decideRedemption({
    reward, points: command.points, now: now.toISOString(), poolFault: false,
    launched: isOpenTo(command.customerId, shop, now),
    member: member && { state: standing!, tier: member.tier, wallet: ledger.wallet(member.memberId), redeemedInWindow: inWindow, open },
  });
  if ("refusal" in decided) return decided;
  const { rewardId, terms } = reward!;
  const promised = discountTerms(terms, decided.step.value, shop.currency);
  const key = termsKey(promised);
  const pool = pools.find(({ termsKey: known }) => known === key) ?? await ensurePool(db, asked.hasher, { rewardId, termsKey: key, terms: promised, title: terms.title, now });
  return hold(db, { ...asked, member: member!, reward: reward!, step: decided.step, pool });
}

interface Holding extends Asked { member: Member; reward: StoredReward; step: RewardStep; pool: { poolId: bigint; fault: string | null } }

async function hold(db: Tx, { command, requestKey, redemptionId, member: { memberId }, ledger, now, reward, step, pool, shop, versions }: Holding): Promise<Decided> {
  const { terms, rewardId, version } = reward;
  const { transaction, parts } = holdPoints(ledger.wallet(memberId), ledger.lots(memberId), {
    points: BigInt(step.points), key: `redemption:${redemptionId}:held`, reason: "reward_redeemed", values: { reward: terms.title, points: -step.points }, actor: "customer", orderId: null, effectiveAt: now.toISOString(),
  });
  ledger.post(transaction);
  const giving = giveRedemption(db, {
    redemptionId, memberId, rewardId, rewardVersion: version, poolId: pool.poolId, points: BigInt(step.points), requestKey, fingerprint: fingerprintOf(command), surface: command.surface, actor: "customer", parts, now,
    snapshot: { title: terms.title, value: step.value, minimumSpendMinor: terms.minimumSpendMinor, combinesWith: terms.combinesWith, validityDays: terms.validityDays, currency: shop.currency },
    expiresAt: new Date(endOfLocalDay(now.toISOString(), shop.timezone, { days: terms.validityDays })), onExpiry: terms.onExpiry, counted: isCounted(reward),
    // Codes that are there are given, whatever became of the next ones.
    onlyWithCode: pool.fault !== null,
  });
  if (pool.fault !== null && (await giving) === null) return { refusal: "reward_unavailable" };
  const [given] = await Promise.all([giving, postBatch(db, ledger)]);
  const { redemption, code, low } = given!;
  const lots = heldIn(parts, ledger.lots(memberId));
  return { redeemed: { redemption, repeated: false, code, lots, available: ledger.wallet(memberId).available, program: programAt(versions, now.toISOString()) }, low };
}

function heldIn(parts: readonly LotPart[], lots: readonly Lot[]): HeldPart[] {
  const byId = new Map(lots.map((lot) => [lot.lotId, lot]));
  return parts.map(({ lotId, points }) => ({ points, expiresAt: byId.get(lotId)!.expiresAt, firstEnd: byId.get(lotId)!.firstEnd }));
}
