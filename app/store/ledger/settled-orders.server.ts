import type { AwardBasis } from "~/loyalty/orders/award-basis";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { sql } from "../sql";
import type { Tx } from "../tx";

export interface SettledOrder { orderId: string; fact: OrderFact; basis: AwardBasis; memberId: bigint | null; net: bigint }

/** A page of priced orders, ascending by id. */
export async function settledOrders(db: Tx, after: string, most: number): Promise<SettledOrder[]> {
  const rows = await db.query<{ order_id: string; fact: OrderFact; basis: AwardBasis; member_id: bigint | null; net: bigint }>(sql`
    SELECT order_id, fact, basis, member_id, accrued - reversed AS net FROM shop_order
     WHERE shop_id = ${db.shopId} AND basis IS NOT NULL AND order_id > ${after} AND NOT needs && '{products,settle}'::text[] ORDER BY order_id LIMIT ${most}`);
  return rows.map((row) => ({ orderId: row.order_id, fact: row.fact, basis: row.basis, memberId: row.member_id, net: row.net }));
}
