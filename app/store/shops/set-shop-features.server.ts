import { query } from "../db.server";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** @returns false when the shop is not known. */
export async function setShopFeatures(domain: string, scopes: string[], featuresOff: Record<string, string>): Promise<boolean> {
  const rows = await query(sql`UPDATE shop SET scopes = ${scopes}::text[], features_off = ${JSON.stringify(featuresOff)}::jsonb WHERE domain = ${domain} RETURNING 1`);
  return rows.length > 0;
}

/** Adds features that are off to those that are already. */
export async function addFeaturesOff(db: Tx, featuresOff: Record<string, string>): Promise<void> {
  await db.query(sql`UPDATE shop SET features_off = features_off || ${JSON.stringify(featuresOff)}::jsonb WHERE shop_id = ${db.shopId}`);
}
