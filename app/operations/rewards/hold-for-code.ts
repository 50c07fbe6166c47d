import { holdPoints, type LotPart } from "~/loyalty/ledger/hold";
import type { Lot } from "~/loyalty/ledger/posting";
import type { Program } from "~/loyalty/program/program";
import { programAt } from "~/loyalty/program/program-at";
import type { RedemptionRefusal } from "~/loyalty/rewards/decide-redemption";
import type { HeldPart } from "~/loyalty/rewards/held-until";
import type { RewardStep } from "~/loyalty/rewards/reward-steps";
import { endOfLocalDay } from "~/loyalty/time/local-day";
import { postBatch } from "~/store/ledger/post-batch.server";
import { giveRedemption } from "~/store/rewards/give-redemption.server";
import type { Redemption } from "~/store/rewards/redemption-rows.server";
import { isCounted, type StoredReward } from "~/store/rewards/reward-rows.server";
import type { Tx } from "~/store/tx";
import type { Redeeming } from "./load-redeeming";

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

/** `low`: so few codes are left that the pool is to be looked at. */
export type Held = { refusal: RedemptionRefusal } | { redeemed: NewlyRedeemed; low: boolean };

interface Holding extends Pick<Redeeming, "redemptionId" | "ledger" | "shop" | "versions"> {
  memberId: bigint; reward: StoredReward; step: RewardStep; pool: { poolId: bigint; fault: string | null }; requestKey: string; fingerprint: string; surface: string; now: Date;
}

/** Holds the points of a redemption that may be had, and writes it with a code of the pool. Two statements, which go to the database together. */
export async function holdForCode(db: Tx, { requestKey, fingerprint, surface, redemptionId, memberId, ledger, now, reward, step, pool, shop, versions }: Holding): Promise<Held> {
  const { terms, rewardId, version } = reward;
  const { transaction, parts } = holdPoints(ledger.wallet(memberId), ledger.lots(memberId), {
    points: BigInt(step.points), key: `redemption:${redemptionId}:held`, reason: "reward_redeemed", values: { reward: terms.title, points: -step.points }, actor: "customer", orderId: null, effectiveAt: now.toISOString(),
  });
  ledger.post(transaction);
  const giving = giveRedemption(db, {
    redemptionId, memberId, rewardId, rewardVersion: version, poolId: pool.poolId, points: BigInt(step.points), requestKey, fingerprint, surface, actor: "customer", parts, now,
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
