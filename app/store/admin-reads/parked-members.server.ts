import { readFor } from "../in-transaction.server";
import { sql } from "../sql";

export interface ParkedMember { memberId: bigint; customerId: string | null; reason: string; attempts: number; requestedAt: Date }

/** Members whose card or tag Shopify refused. */
export function parkedMembers(shopId: bigint, limit = 50): Promise<ParkedMember[]> {
  return readFor(shopId, async (db) => {
    const rows = await db.query<{ member_id: bigint; customer_id: string | null; parked_reason: string; attempts: number; requested_at: Date }>(sql`
      SELECT r.member_id, m.customer_id, r.parked_reason, r.attempts, r.requested_at
        FROM member_refresh r JOIN member m ON m.shop_id = r.shop_id AND m.member_id = r.member_id
       WHERE r.shop_id = ${shopId} AND r.parked_reason IS NOT NULL ORDER BY r.requested_at DESC LIMIT ${limit}`);
    return rows.map((row) => ({ memberId: row.member_id, customerId: row.customer_id, reason: row.parked_reason, attempts: row.attempts, requestedAt: row.requested_at }));
  });
}
