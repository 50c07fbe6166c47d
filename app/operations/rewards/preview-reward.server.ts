import { compareDiscounts, type DiscountChange } from "~/loyalty/rewards/compare-discounts";
import type { Reward } from "~/loyalty/rewards/reward";
import { rewardSteps } from "~/loyalty/rewards/reward-steps";
import { codesOut, rewardReach } from "~/store/admin-reads/reward-reach.server";
import { readFor } from "~/store/in-transaction.server";
import { rewardById } from "~/store/rewards/reward-rows.server";
import { settlementShop } from "~/store/shops/settlement-shop.server";

export interface RewardPreview {
  /** Who has the points (and the tier) for the cheapest step now; limits of each member are not looked at. */
  members: number;
  /** Available points of them all. */
  points: bigint;
  /** Codes that are out under the terms so far, and keep them. */
  codesOut: number;
  discounts: DiscountChange;
}

/** A reward whose discount was ended has none to close or to name, and gets another one when it is made live again. Steps of a slider get theirs when somebody wants them. */
function withoutAnEndedOne(discounts: DiscountChange, { before, after }: { before: Reward; after: Reward }): DiscountChange {
  return { ...discounts, ...(before.price.kind === "fixed" && { closed: 0, retitled: 0 }), ...(after.price.kind === "fixed" && { made: 0 }) };
}

/** What saving these terms would do. Reads only. @returns null when there is no such reward. */
export function previewReward(shopId: bigint, { rewardId, terms }: { rewardId: bigint | null; terms: Reward }): Promise<RewardPreview | null> {
  return readFor(shopId, async (db) => {
    const known = rewardId === null ? null : await rewardById(db, rewardId);
    if (rewardId !== null && !known) return null;
    const { currency } = await settlementShop(db);
    const reach = await rewardReach(db, { points: rewardSteps(terms)[0]!.points, tiers: terms.tiers });
    const discounts = compareDiscounts(known?.terms ?? null, terms, currency);
    return { ...reach, codesOut: known ? await codesOut(db, known.rewardId) : 0, discounts: known?.pausedReason ? withoutAnEndedOne(discounts, { before: known.terms, after: terms }) : discounts };
  });
}
