import type { Shop } from "../../world/types";
import { shopTime } from "./shop-time";

const PLANS: Record<Shop["plan"], string> = { basic: "Basic", advanced: "Advanced", plus: "Shopify Plus", enterprise: "Shopify Plus" };

/** app/uninstalled: the shop. */
export function shopPayload(shop: Shop) {
  return {
    id: BigInt(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    province: null,
    country: shop.country,
    address1: null,
    zip: null,
    city: null,
    source: null,
    phone: null,
    primary_locale: shop.locale,
    created_at: shopTime(shop.createdAt, shop.timezone),
    updated_at: shopTime(shop.createdAt, shop.timezone),
    country_code: shop.country,
    country_name: shop.country,
    currency: shop.currency,
    customer_email: shop.email,
    timezone: shop.timezone,
    iana_timezone: shop.timezone,
    shop_owner: shop.name,
    taxes_included: shop.taxesIncluded,
    plan_display_name: PLANS[shop.plan],
    plan_name: shop.plan,
    myshopify_domain: shop.domain,
    password_enabled: false,
    has_storefront: true,
    multi_location_enabled: false,
    enabled_presentment_currencies: [shop.currency],
  };
}
