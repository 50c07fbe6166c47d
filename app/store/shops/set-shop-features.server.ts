import { query } from "../db.server";
import { sql } from "../sql";

/** @returns false when the shop is not known. */
export async function setShopFeatures(domain: string, scopes: string[], featuresOff: Record<string, string>): Promise<boolean> {
  const rows = await query(sql`UPDATE shop SET scopes = ${scopes}::text[], features_off = ${JSON.stringify(featuresOff)}::jsonb WHERE domain = ${domain} RETURNING 1`);
  return rows.length > 0;
}
