import { query } from "../db.server";
import { sql } from "../sql";
import { shopOf, type Shop, type ShopRow } from "./shop-row";

export type { Shop } from "./shop-row";

/** @param domain `name.myshopify.com`. */
export async function shopByDomain(domain: string): Promise<Shop | null> {
  const [row] = await query<ShopRow>(sql`SELECT * FROM shop WHERE domain = ${domain}`);
  return row ? shopOf(row) : null;
}
