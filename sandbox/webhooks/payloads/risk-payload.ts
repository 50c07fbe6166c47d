import { gid } from "../../world/ids";
import type { Iso, Order, Shop } from "../../world/types";
import { shopTime } from "./shop-time";

/** orders/risk_assessment_changed. */
export function riskPayload(shop: Shop, order: Order, at: Iso) {
  return {
    provider_id: null,
    provider_title: "Shopify",
    risk_level: order.risk,
    created_at: shopTime(at, shop.timezone),
    admin_graphql_api_order_id: gid("Order", order.id),
    order_id: BigInt(order.id),
  };
}
