import { sql } from "../sql";
import type { Tx } from "../tx";

export async function markCustomerDeleted(db: Tx, customerId: string, now: Date): Promise<boolean> {
  const rows = await db.query<{ member_id: bigint }>(sql`
    UPDATE member SET customer_deleted_at = coalesce(customer_deleted_at, ${now}), state = CASE WHEN state = 'member' THEN 'left' ELSE state END, tags = '{}'
     WHERE shop_id = ${db.shopId} AND customer_id = ${customerId} AND state IN ('known', 'member', 'left', 'excluded', 'blocked') RETURNING member_id`);
  const ids = rows.map((row) => row.member_id);
  await db.query(sql`
    WITH refresh AS (DELETE FROM member_refresh WHERE shop_id = ${db.shopId} AND member_id = ANY(${ids}::bigint[])),
         retag AS (DELETE FROM member_retag WHERE shop_id = ${db.shopId} AND member_id = ANY(${ids}::bigint[]))
    DELETE FROM member_profile WHERE shop_id = ${db.shopId} AND member_id = ANY(${ids}::bigint[])`);
  return ids.length > 0;
}
