import { sql } from "../sql";
import type { Tx } from "../tx";

/** Lets parked refreshes of members run again, with all their tries. @returns how many. */
export async function unparkMembers(db: Tx, memberIds: bigint[], now: Date): Promise<number> {
  const rows = await db.query(sql`
    UPDATE member_refresh SET parked_reason = NULL, attempts = 0, urgent = true, ready_at = ${now}
     WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[]) AND parked_reason IS NOT NULL RETURNING 1`);
  return rows.length;
}
