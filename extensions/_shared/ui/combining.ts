import type { BuyerRedemption, BuyerReward, DiscountClass } from "../contract";

/** What a reward's code is taken off, as Shopify groups discounts for combining. */
export function classOf({ kind }: Pick<BuyerReward, "kind">): DiscountClass {
  if (kind === "free_shipping") return "shipping";
  return kind === "amount_off" || kind === "percentage_off" ? "order" : "product";
}

/** What is entered, or on its way there: the shopper's own codes, of which everything is known, and how many others, of which nothing is. */
export interface Entered { own: readonly BuyerRedemption[]; others: number }

/**
 * Whether a code, or one of a reward, is known not to stand beside what is entered. Both sides have to allow the other's class; where
 * that cannot be known, Shopify says so in the end.
 */
export function clashes(one: Pick<BuyerRedemption, "kind" | "combines">, { own, others }: Entered): boolean {
  if (others > 0 && one.combines?.length === 0) return true;
  return own.some((other) => refuses(one, other) || refuses(other, one));
}

type Combining = Pick<BuyerRedemption, "kind" | "combines">;
const refuses = ({ combines }: Combining, other: Combining) => combines !== null && !combines.includes(classOf(other));
