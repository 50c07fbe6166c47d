/** A shop as the product knows it. Times are Dates; the pepper of its hashes is never part of it. */
export interface Shop {
  shopId: bigint;
  /** `name.myshopify.com`. */
  domain: string;
  shopifyId: string | null;
  name: string | null;
  /** ISO 4217. */
  currency: string;
  /** IANA zone. */
  timezone: string;
  country: string | null;
  plan: string | null;
  development: boolean;
  scopes: string[];
  installedAt: Date | null;
  uninstalledAt: Date | null;
  launchedAt: Date | null;
  /** Customer ids who see and earn everything before launch, and with test orders. */
  testCustomers: string[];
  /** Optional features that are off, with the reason. */
  featuresOff: Record<string, string>;
  onboarding: Record<string, unknown>;
  appearance: Record<string, unknown>;
  /** `/apps/rewards` where the merchant renamed the app proxy; null as declared in the app's configuration. */
  proxyPath: string | null;
  reconciledUntil: Date | null;
}

export interface ShopRow {
  shop_id: bigint; domain: string; shopify_id: string | null; name: string | null; currency: string; timezone: string; country: string | null; plan: string | null;
  development: boolean; scopes: string[]; installed_at: Date | null; uninstalled_at: Date | null; launched_at: Date | null; test_customers: string[];
  features_off: Record<string, string>; onboarding: Record<string, unknown>; appearance: Record<string, unknown>; proxy_path: string | null; reconciled_until: Date | null;
}

export function shopOf(row: ShopRow): Shop {
  return {
    shopId: row.shop_id, domain: row.domain, shopifyId: row.shopify_id, name: row.name, currency: row.currency, timezone: row.timezone, country: row.country,
    plan: row.plan, development: row.development, scopes: row.scopes, installedAt: row.installed_at, uninstalledAt: row.uninstalled_at, launchedAt: row.launched_at,
    testCustomers: row.test_customers, featuresOff: row.features_off, onboarding: row.onboarding, appearance: row.appearance, proxyPath: row.proxy_path, reconciledUntil: row.reconciled_until,
  };
}
