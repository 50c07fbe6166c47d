/**
 * What points can be turned into, at one version. Plain JSON: stored as it is, never rewritten. Money is integer minor units of
 * the shop's currency, points are whole numbers.
 */
export interface Reward {
  /** In the merchant's words, as the shopper reads it. */
  title: string;
  value: RewardValue;
  price: RewardPrice;
  /** Goods before this discount; 0 = any cart. */
  minimumSpendMinor: number;
  /** Which other discounts of a cart it may stand beside. */
  combinesWith: { order: boolean; product: boolean; shipping: boolean };
  /** Handles of the tiers that may redeem it; empty = all. */
  tiers: string[];
  /** Of one member, within the last `days` days; `days` null = ever. Null = no limit. */
  memberLimit: { count: number; days: number | null } | null;
  /** Of all members together; null = no limit. */
  totalLimit: number | null;
  /** Days a code can be used after it was handed out. */
  validityDays: number;
  /** What becomes of the points when a code ends unused. */
  onExpiry: "return" | "lapse";
  /** ISO-8601; null = from its creation on, or without end. */
  startsAt: string | null;
  endsAt: string | null;
}

export type RewardValue =
  | { kind: "amount_off"; minor: number }
  /** Of the whole order. */
  | { kind: "percentage_off"; percent: number }
  /** `maximumMinor`: dearer shipping is not covered; null = any. */
  | { kind: "free_shipping"; maximumMinor: number | null }
  | { kind: "product_discount"; off: { minor: number } | { percent: number }; goods: Goods }
  /** Takes the variant's price off once, whatever else is in the cart. */
  | { kind: "free_product"; productId: string; variantId: string; productTitle: string; minor: number };

export interface Goods { of: "products" | "collections"; items: { id: string; title: string }[] }

/**
 * `slider`: the shopper chooses how many steps; a step costs `stepPoints` and adds the reward's amount once. Only for amounts;
 * every step is a discount of its own at Shopify, so there are at most 20.
 */
export type RewardPrice = { kind: "fixed"; points: number } | { kind: "slider"; stepPoints: number; steps: number };

export const MOST_STEPS = 20;
/** Letters of a title. */
export const MOST_TITLE = 60;

export type RewardState = "active" | "paused" | "ended";
/** Why the app paused a reward by itself: its discount was ended at Shopify. Somebody makes it live again. */
export type PausedReason = "discount_ended";
