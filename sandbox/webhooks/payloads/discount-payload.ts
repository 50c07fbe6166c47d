import { statusOf } from "../../discounts/discount-facts";
import { gid } from "../../world/ids";
import type { Discount, Iso, RedeemCode, Shop } from "../../world/types";
import { shopTime } from "./shop-time";

/** discounts/create and discounts/update: what changed has to be read by the API. */
export function discountPayload(shop: Shop, discount: Discount, at: Iso) {
  return {
    admin_graphql_api_id: gid("DiscountCodeNode", discount.id), title: discount.title, status: statusOf(discount, at),
    created_at: shopTime(discount.createdAt, shop.timezone), updated_at: shopTime(discount.updatedAt, shop.timezone),
  };
}

export function discountDeletedPayload(shop: Shop, discount: Discount, at: Iso) {
  return { admin_graphql_api_id: gid("DiscountCodeNode", discount.id), deleted_at: shopTime(at, shop.timezone) };
}

/** discounts/redeemcode_added and discounts/redeemcode_removed. */
export function redeemCodePayload(shop: Shop, { discount, redeem, at }: { discount: Discount; redeem: RedeemCode; at: Iso }) {
  return {
    admin_graphql_api_id: gid("DiscountCodeNode", discount.id), updated_at: shopTime(at, shop.timezone),
    redeem_code: { id: gid("DiscountRedeemCode", redeem.id), code: redeem.code },
  };
}
