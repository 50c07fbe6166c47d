import { createHash } from "node:crypto";
import { expireLots } from "~/loyalty/ledger/expire-lots";
import { isOpenTo } from "~/loyalty/program/is-open-to";
import type { ProgramVersion } from "~/loyalty/program/program-at";
import { decideRedemption, type RedemptionRefusal } from "~/loyalty/rewards/decide-redemption";
import { discountTerms, termsKey } from "~/loyalty/rewards/discount-terms";
import { brokenPace, longestOf, type Pace } from "~/loyalty/rewards/redemption-pace";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueSoon } from "~/store/jobs/enqueue-soon.server";
import { IdempotencyConflict } from "~/store/ledger/posted-under.server";
import { keepProgramVersions } from "~/store/program/program-versions.server";
import { ensurePool } from "~/store/rewards/code-pools.server";
import { redemptionById, type Redemption } from "~/store/rewards/redemption-rows.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import type { Hasher } from "~/store/crypto/hasher";
import type { Tx } from "~/store/tx";
import { holdForCode, type Held, type NewlyRedeemed } from "./hold-for-code";
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
  }, { generalPlans: true });
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

async function decideAndHold(db: Tx, asked: Asked): Promise<Held> {
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
  return holdForCode(db, { ...asked, surface: command.surface, fingerprint: fingerprintOf(command), memberId: member!.memberId, reward: reward!, step: decided.step, pool });
}
