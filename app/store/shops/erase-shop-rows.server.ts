import { createHash } from "node:crypto";
import { query } from "../db.server";
import { sql } from "../sql";

/** @returns how many rows of each table went; null when the shop is installed, or not known. */
export async function eraseShopRows(domain: string): Promise<Record<string, number> | null> {
  const [row] = await query<{ counts: Record<string, number> | null }>(sql`
    SELECT erase_shop(shop_id, ${hashOf(domain)}) AS counts FROM shop WHERE domain = ${domain} AND uninstalled_at IS NOT NULL`);
  return row?.counts ?? null;
}

/** When a shop of this domain was erased for the last time; null when none was. The certificate knows it by its hash only. */
export async function lastErasure(domain: string): Promise<Date | null> {
  const [row] = await query<{ at: Date | null }>(sql`SELECT max(erased_at) AS at FROM erasure_certificate WHERE domain_hash = ${hashOf(domain)}`);
  return row!.at;
}

const hashOf = (domain: string) => createHash("sha256").update(domain).digest("base64url");
