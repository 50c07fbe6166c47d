import type { Fraction } from "../program/program";

/**
 * How an order was priced when it was first settled. Plain JSON, stored once and never rewritten (lines of a later edit
 * are appended), so a rule change or a new tier never re-prices an old order.
 */
export interface AwardBasis {
  v: 1;
  orderId: string;
  programVersion: number;
  /** The tier held before the order, with its multiplier; null without a member. */
  tier: { handle: string; multiplier: Fraction } | null;
  /** Which amounts count: the shop's currency, or the presentment currency where a rate is set for it. */
  money: "shop" | "presentment";
  currency: string;
  earnOn: "paid" | "fulfilled";
  window: { days: number; from: "paid" | "fulfilled" };
  counts: { tax: boolean; shipping: boolean; tips: boolean; redeemedValue: boolean };
  /** Null when the order earns; otherwise the first refusal in the fixed order of precedence. */
  refusal: Refusal | null;
  lines: BasisLine[];
  /** Every rule that was tested, in order: the why-screen. */
  reasons: Reason[];
}

/** Exact points per minor unit of the line as whole-number texts: base rate x line multiplier x tier multiplier. */
export interface BasisLine { lineId: string; rate: ExactRate }
export interface ExactRate { num: string; den: string }

/** Pseudo-lines of what an order has beside its goods. */
export const SHIPPING_LINE = "shipping";
export const TIP_LINE = "tip";

/** In order of precedence: the first that holds is the answer. */
export const REFUSALS = [
  "test_order", "imported", "before_launch", "guest", "blocked", "left", "excluded", "excluded_tag", "not_enrolled",
  "pos_off", "draft_off", "discount_code_orders_off", "no_rate_for_currency", "below_minimum",
] as const;
export type Refusal = (typeof REFUSALS)[number];

export type RuleName =
  | Refusal
  | "earn_rate" | "currency_rate" | "tier_multiplier"
  | "gift_card" | "on_sale" | "subscription_first" | "subscription_renewal"
  | "product_multiplier" | "collection_multiplier" | "tag_multiplier"
  | "tax" | "shipping" | "tips" | "redeemed_value" | "earn_on" | "edited_line";

/**
 * One rule, tested. A refusal that is `matched` stopped the order; a line rule that is `matched` applied to that line,
 * with what it did in `values.effect`: `excluded`, `multiplied` (with `num`, `den`) or `counted`.
 */
export interface Reason {
  rule: RuleName;
  outcome: "matched" | "skipped";
  lineId?: string;
  values: Record<string, string | number>;
}
