import { sql } from "../sql";
import type { Tx } from "../tx";

/** @returns false when the shop was not launched. */
export async function takeBackLaunch(db: Tx): Promise<boolean> {
  return (await db.query(sql`UPDATE shop SET launched_at = NULL, earns_since = NULL WHERE shop_id = ${db.shopId} AND launched_at IS NOT NULL RETURNING 1`)).length > 0;
}
