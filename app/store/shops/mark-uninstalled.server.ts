import { query } from "../db.server";
import { sql } from "../sql";

/** Sessions go in the same statement: a token that Shopify revoked must not be used again. */
export async function markUninstalled(domain: string, triggeredAt: Date): Promise<boolean> {
  const rows = await query(sql`
    WITH gone AS (
      UPDATE shop SET uninstalled_at = ${triggeredAt} WHERE domain = ${domain} AND uninstalled_at IS NULL AND (installed_at IS NULL OR installed_at <= ${triggeredAt}) RETURNING domain
    ), sessions AS (
      DELETE FROM session WHERE shop IN (SELECT domain FROM gone)
    )
    SELECT 1 FROM gone`);
  return rows.length > 0;
}
