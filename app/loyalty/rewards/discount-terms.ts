import type { Reward, RewardValue } from "./reward";
import { rewardSteps } from "./reward-steps";

/**
 * Everything a discount at Shopify promises. Two versions of a reward with equal terms share one discount; price, limits,
 * tiers and validity are ours alone and change without a new one.
 */
export interface DiscountTerms {
  value: RewardValue;
  minimumSpendMinor: number;
  combinesWith: Reward["combinesWith"];
  /** ISO 4217 of the shop: its amounts mean nothing in another. */
  currency: string;
}

export function discountTerms(reward: Reward, value: RewardValue, currency: string): DiscountTerms {
  return { value: bare(value), minimumSpendMinor: reward.minimumSpendMinor, combinesWith: reward.combinesWith, currency };
}

/** What a discount may stand beside. Shopify never combines two shipping discounts. */
export const combinationOf = ({ value, combinesWith }: Pick<DiscountTerms, "value" | "combinesWith">): Reward["combinesWith"] =>
  ({ ...combinesWith, shipping: value.kind !== "free_shipping" && combinesWith.shipping });

/** What a reward promises now: the terms of each of its steps, the cheapest first. */
export const promisedTerms = (reward: Reward, currency: string) => rewardSteps(reward).map(({ value }) => discountTerms(reward, value, currency));

/** Says the same for the same terms, whatever the order of goods; readable in the database. */
export function termsKey({ value, minimumSpendMinor, combinesWith, currency }: DiscountTerms): string {
  const classes = (["order", "product", "shipping"] as const).filter((name) => combinesWith[name]);
  return [valueKey(value), `minimum ${minimumSpendMinor}`, `with ${classes.join("+") || "none"}`, currency].join("|");
}

function valueKey(value: RewardValue): string {
  switch (value.kind) {
    case "amount_off": return `amount ${value.minor}`;
    case "percentage_off": return `percent ${value.percent}`;
    case "free_shipping": return `shipping ${value.maximumMinor ?? "any"}`;
    case "free_product": return `variant ${value.variantId} ${value.minor}`;
    case "product_discount": {
      const off = "minor" in value.off ? `amount ${value.off.minor}` : `percent ${value.off.percent}`;
      return `${off} on ${value.goods.of} ${value.goods.items.map(({ id }) => id).sort().join(",")}`;
    }
  }
}

/** Titles are for screens: a renamed product is no other discount. */
function bare(value: RewardValue): RewardValue {
  if (value.kind === "free_product") return { ...value, productTitle: "" };
  if (value.kind === "product_discount") return { ...value, goods: { of: value.goods.of, items: value.goods.items.map(({ id }) => ({ id, title: "" })) } };
  return value;
}
