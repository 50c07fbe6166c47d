import type { BuyerRedemption, BuyerReward, DiscountClass } from "../contract";

/** What a reward's code is taken off, as Shopify groups discounts for combining. */
export function classOf({ kind }: Pick<BuyerReward, "kind">): DiscountClass {
  if (kind === "free_shipping") return "shipping";
  return kind === "amount_off" || kind === "percentage_off" ? "order" : "product";
}

/** What is entered already: the shopper's own codes, of which everything is known, and how many others, of which nothing is. */
export interface Entered { own: readonly BuyerRedemption[]; others: number }

/**
 * Whether a code of this reward is known not to stand beside what is entered. Both sides have to allow the other's class; where
 * that cannot be known, Shopify says so in the end.
 */
export function clashes(reward: Pick<BuyerReward, "kind" | "combines">, { own, others }: Entered, rewards: readonly BuyerReward[]): boolean {
  if (others > 0 && reward.combines.length === 0) return true;
  return own.some((redemption) => {
    const other = rewards.find(({ id }) => id === redemption.rewardId);
    return !reward.combines.includes(classOf(redemption)) || (other !== undefined && !other.combines.includes(classOf(reward)));
  });
}
