import { sql } from "../sql";
import type { Tx } from "../tx";

/**
 * A page of members whose tier time alone may change: above the first tier (spend leaves the window) or in a grace period;
 * with `all` everybody, for new rules. Ascending by id after `after`.
 */
export async function membersDueForTiers(db: Tx, page: { firstTier: string; all: boolean; after: bigint; most: number }): Promise<bigint[]> {
  const rows = await db.query<{ member_id: bigint }>(sql`
    SELECT member_id FROM member WHERE shop_id = ${db.shopId} AND member_id > ${page.after} AND state IN ('member', 'left', 'excluded', 'blocked')
       AND (${page.all} OR tier <> ${page.firstTier} OR tier_grace_until IS NOT NULL)
     ORDER BY member_id LIMIT ${page.most}`);
  return rows.map((row) => row.member_id);
}
