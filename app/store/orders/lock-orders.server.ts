import type { AwardBasis } from "~/loyalty/orders/award-basis";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** An order as it stands in the database, locked until the transaction ends. */
export interface StoredOrder {
  fact: OrderFact;
  basis: AwardBasis | null;
  accrued: bigint;
  reversed: bigint;
  /** The customer after merges at Shopify. */
  customerId: string | null;
  memberId: bigint | null;
  imported: boolean;
  needs: string[];
  qualifyingMinor: bigint;
  /** Whoever placed it asked to be forgotten. */
  erased: boolean;
}

interface Row {
  order_id: string; fact: OrderFact; basis: AwardBasis | null; accrued: bigint; reversed: bigint; customer_id: string | null; member_id: bigint | null;
  imported: boolean; needs: string[]; qualifying_minor: bigint; erased: boolean;
}

/** Locks the orders that exist, in the order of their ids. What is not in the answer is not known yet. */
export async function lockOrders(db: Tx, orderIds: string[]): Promise<Map<string, StoredOrder>> {
  const rows = await db.query<Row>(sql`
    SELECT order_id, fact, basis, accrued, reversed, customer_id, member_id, imported, needs, qualifying_minor, erased FROM shop_order
     WHERE shop_id = ${db.shopId} AND order_id = ANY(${orderIds}::text[])
     ORDER BY order_id FOR NO KEY UPDATE`);
  return new Map(rows.map((row) => [row.order_id, {
    fact: row.fact, basis: row.basis, accrued: row.accrued, reversed: row.reversed, customerId: row.customer_id, memberId: row.member_id, imported: row.imported,
    needs: row.needs, qualifyingMinor: row.qualifying_minor, erased: row.erased,
  }]));
}
