import { sql } from "../sql";
import type { Tx } from "../tx";

/** @param proxyPath null as declared. @returns whether it was another one before. */
export async function setProxyPath(db: Tx, proxyPath: string | null): Promise<boolean> {
  return (await db.query(sql`UPDATE shop SET proxy_path = ${proxyPath} WHERE shop_id = ${db.shopId} AND proxy_path IS DISTINCT FROM ${proxyPath} RETURNING 1`)).length > 0;
}
