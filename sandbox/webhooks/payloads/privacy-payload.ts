import type { Customer, Shop } from "../../world/types";

/** customers/data_request and customers/redact: whom it concerns and which orders, under the name the topic gives them. */
export function customerPrivacyPayload(shop: Shop, customer: Customer, orders: "orders_requested" | "orders_to_redact") {
  const ids = Object.values(shop.orders).filter((order) => order.customerId === customer.id && !order.deleted).map((order) => BigInt(order.id));
  return {
    ...shopPrivacyPayload(shop),
    customer: { id: BigInt(customer.id), email: customer.email, phone: customer.phone },
    [orders]: ids,
  };
}

/** shop/redact. */
export function shopPrivacyPayload(shop: Shop) {
  return { shop_id: BigInt(shop.id), shop_domain: shop.domain };
}
