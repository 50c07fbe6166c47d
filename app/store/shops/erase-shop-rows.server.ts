import { createHash } from "node:crypto";
import { query } from "../db.server";
import { sql } from "../sql";

/** @returns how many rows of each table went; null when the shop is installed, or not known. */
export async function eraseShopRows(domain: string): Promise<Record<string, number> | null> {
  const domainHash = createHash("sha256").update(domain).digest("base64url");
  const [row] = await query<{ counts: Record<string, number> | null }>(sql`
    SELECT erase_shop(shop_id, ${domainHash}) AS counts FROM shop WHERE domain = ${domain} AND uninstalled_at IS NOT NULL`);
  return row?.counts ?? null;
}
