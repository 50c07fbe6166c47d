import { query } from "../db.server";
import { sql } from "../sql";
import type { Shop } from "./shop-row";

/** What Shopify tells of a shop when the app is installed. */
export type InstalledShop = Pick<Shop, "domain" | "shopifyId" | "name" | "currency" | "timezone" | "country" | "plan" | "development" | "scopes">;

/**
 * `installedNow` is true for a first install and for one after an uninstall. What happened in between is of the past: it is
 * read in bulk, not by reconciliation, which begins anew.
 */
export async function upsertShop(shop: InstalledShop, now: Date): Promise<{ shopId: bigint; installedNow: boolean }> {
  const [row] = await query<{ shop_id: bigint; installed_now: boolean }>(sql`
    WITH before AS (SELECT installed_at IS NOT NULL AND uninstalled_at IS NULL AS installed FROM shop WHERE domain = ${shop.domain})
    INSERT INTO shop (domain, shopify_id, name, currency, timezone, country, plan, development, scopes, installed_at)
    VALUES (${shop.domain}, ${shop.shopifyId}, ${shop.name}, ${shop.currency}, ${shop.timezone}, ${shop.country}, ${shop.plan}, ${shop.development}, ${shop.scopes}::text[], ${now})
    ON CONFLICT (domain) DO UPDATE SET shopify_id = excluded.shopify_id, name = excluded.name, currency = excluded.currency, timezone = excluded.timezone, country = excluded.country,
      plan = excluded.plan, development = excluded.development, scopes = excluded.scopes,
      installed_at = CASE WHEN shop.installed_at IS NULL OR shop.uninstalled_at IS NOT NULL THEN excluded.installed_at ELSE shop.installed_at END,
      earns_since = CASE WHEN shop.uninstalled_at IS NULL THEN shop.earns_since END, reconciled_until = CASE WHEN shop.uninstalled_at IS NULL THEN shop.reconciled_until END, uninstalled_at = NULL
    RETURNING shop_id, NOT coalesce((SELECT installed FROM before), false) AS installed_now`);
  return { shopId: row!.shop_id, installedNow: row!.installed_now };
}
