import { sql } from "../sql";
import type { Tx } from "../tx";

/** Sets the launch once; from a moment before the install on, orders made since then earn as well. Orders placed since, which may have been settled a moment before, are noted to be settled again. */
export async function launchShop(db: Tx, from: Date): Promise<{ launchedAt: Date; launchedNow: boolean }> {
  const [row] = await db.query<{ launched_at: Date }>(sql`UPDATE shop SET launched_at = ${from}, earns_since = CASE WHEN installed_at > ${from} THEN ${from}::timestamptz END WHERE shop_id = ${db.shopId} AND launched_at IS NULL RETURNING launched_at`);
  if (!row) {
    const [known] = await db.query<{ launched_at: Date }>(sql`SELECT launched_at FROM shop WHERE shop_id = ${db.shopId}`);
    return { launchedAt: known!.launched_at, launchedNow: false };
  }
  await db.query(sql`
    UPDATE shop_order SET needs = needs || 'settle'::text WHERE shop_id = ${db.shopId} AND basis IS NULL AND seen AND processed_at >= ${from} AND NOT 'settle' = ANY(needs)`);
  return { launchedAt: row.launched_at, launchedNow: true };
}
