import { sql } from "../sql";
import type { Tx } from "../tx";

/** Members with lots whose return window is over, up to `most`. */
export async function membersWithDueReleases(db: Tx, now: Date, most: number): Promise<bigint[]> {
  const rows = await db.query<{ member_id: bigint }>(sql`
    SELECT member_id FROM lot WHERE shop_id = ${db.shopId} AND pending > 0 AND release_at <= ${now} GROUP BY member_id ORDER BY min(release_at) LIMIT ${most}`);
  return rows.map((row) => row.member_id);
}
