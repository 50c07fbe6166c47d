import { DateTime } from "luxon";
import { handleOfShop } from "../../world/find-shop";
import { gid } from "../../world/ids";
import type { Shop } from "../../world/types";
import { same, type TypeResolvers } from "../core/context";
import { metafieldFields } from "./metafield";

const PLAN_NAMES: Record<Shop["plan"], string> = { basic: "Basic", advanced: "Advanced", plus: "Shopify Plus", enterprise: "Shopify Enterprise" };

export const ShopFields: TypeResolvers = {
  ...same("name", "email", "createdAt", "taxesIncluded"),
  ...metafieldFields("Shop", "SHOP"),
  id: (shop: Shop) => gid("Shop", shop.id),
  contactEmail: (shop: Shop) => shop.email,
  description: () => null,
  myshopifyDomain: (shop: Shop) => shop.domain,
  primaryDomain: (shop: Shop) => ({ id: gid("Domain", shop.id), host: shop.domain, url: `https://${shop.domain}`, sslEnabled: true }),
  url: (shop: Shop) => `https://${shop.domain}`,
  currencyCode: (shop: Shop) => shop.currency,
  enabledPresentmentCurrencies: (shop: Shop) => [shop.currency],
  currencyFormats: (shop: Shop) => ({ moneyFormat: formatFor(shop), moneyWithCurrencyFormat: `${formatFor(shop)} ${shop.currency}`, moneyInEmailsFormat: formatFor(shop), moneyWithCurrencyInEmailsFormat: `${formatFor(shop)} ${shop.currency}` }),
  ianaTimezone: (shop: Shop) => shop.timezone,
  timezoneAbbreviation: (shop: Shop, _args, { sandbox }) => zoned(shop, sandbox.now()).toFormat("ZZZZ"),
  timezoneOffset: (shop: Shop, _args, { sandbox }) => zoned(shop, sandbox.now()).toFormat("ZZZ"),
  timezoneOffsetMinutes: (shop: Shop, _args, { sandbox }) => zoned(shop, sandbox.now()).offset,
  plan: (shop: Shop) => ({ displayName: PLAN_NAMES[shop.plan], publicDisplayName: PLAN_NAMES[shop.plan], partnerDevelopment: false, shopifyPlus: shop.plan === "plus" }),
  shopAddress: (shop: Shop) => ({ id: gid("ShopAddress", shop.id), countryCodeV2: shop.country, country: shop.country, address1: null, address2: null, city: null, zip: null, province: null, provinceCode: null, company: null, phone: null }),
  shopOwnerName: (shop: Shop) => `Owner of ${shop.name}`,
  taxShipping: () => true,
  setupRequired: () => false,
  unitSystem: (shop: Shop) => (shop.country === "US" ? "IMPERIAL_SYSTEM" : "METRIC_SYSTEM"),
  weightUnit: (shop: Shop) => (shop.country === "US" ? "POUNDS" : "KILOGRAMS"),
};

function zoned(shop: Shop, now: Date): DateTime {
  return DateTime.fromJSDate(now, { zone: shop.timezone });
}

function formatFor(shop: Shop): string {
  return { USD: "${{amount}}", JPY: "¥{{amount_no_decimals}}", KWD: "{{amount}} KD" }[shop.currency] ?? `{{amount}} ${shop.currency}`;
}

export function primaryLocale(shop: Shop) {
  return { locale: shop.locale, name: shop.locale, primary: true, published: true };
}

export function launchUrl(shop: Shop, url: string, apiKey: string): string {
  return `${url}/store/${handleOfShop(shop)}/apps/${apiKey}`;
}
