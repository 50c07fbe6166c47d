import { classOf, statusOf, type DiscountStatus } from "../discounts/discount-facts";
import { summaryOf } from "../discounts/discount-summary";
import { liveCodes } from "../discounts/redeem-codes";
import type { Discount, DiscountClass, Iso, RedeemCode, Shop } from "../world/types";

const CODES_SHOWN = 25;

export interface DiscountView extends Omit<Discount, "codes"> {
  class: DiscountClass; status: DiscountStatus; summary: string; codesCount: number; uses: number;
  /** The youngest; all of them are at `…/codes`. */
  codes: { id: string; code: string; uses: number; createdAt: Iso }[];
}

/** A discount as the control API shows it: its terms, where it stands, how many codes it has and how often they were used. */
export function discountView(shop: Shop, discount: Discount, now: Iso): DiscountView {
  const { codes: _codes, ...terms } = discount;
  const codes = liveCodes(discount);
  return {
    ...terms, class: classOf(discount), status: statusOf(discount, now), summary: summaryOf(discount, shop).join(", "), codesCount: codes.length,
    uses: codes.reduce((sum, { uses }) => sum + uses.length, 0), codes: codes.slice(-CODES_SHOWN).reverse().map(codeView),
  };
}

/** A code with its exact uses; the app's API counts them later. */
export function codeView({ id, code, uses, createdAt }: RedeemCode) {
  return { id, code, uses: uses.length, createdAt };
}
