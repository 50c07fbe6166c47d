import type { AwardBasis } from "~/loyalty/orders/award-basis";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { worthStatus, type WorthStatus } from "~/loyalty/orders/order-worth";
import { readFor } from "../in-transaction.server";
import { sql } from "../sql";

export interface MemberOrderRow {
  orderId: string;
  name: string;
  processedAt: Date;
  accrued: bigint;
  reversed: bigint;
  /** What the award basis makes of it; null without one. */
  status: WorthStatus | null;
  /** First refusal of the award basis. */
  refusal: string | null;
  /** False while only a refund, a dispute or the like told of it. */
  seen: boolean;
  /** What a job has to read at Shopify first. */
  needs: string[];
}

/** A member's latest orders with what each earned. */
export function memberOrders(shopId: bigint, memberId: bigint, limit = 20): Promise<MemberOrderRow[]> {
  return readFor(shopId, async (db) => {
    const rows = await db.query<Found>(sql`
      SELECT order_id, name, processed_at, accrued, reversed, fact, basis, seen, needs
        FROM shop_order WHERE shop_id = ${shopId} AND member_id = ${memberId}
       ORDER BY processed_at DESC LIMIT ${limit}`);
    return rows.map(({ fact, basis, ...row }) => ({
      orderId: row.order_id, name: row.name, processedAt: row.processed_at,
      accrued: row.accrued, reversed: row.reversed, status: basis && worthStatus(fact, basis), refusal: basis?.refusal ?? null,
      seen: row.seen, needs: row.needs,
    }));
  });
}

interface Found {
  order_id: string; name: string; processed_at: Date; accrued: bigint; reversed: bigint; fact: OrderFact; basis: AwardBasis | null; seen: boolean; needs: string[];
}

/** One order of one member with all that decides its worth. Null when it is not this member's. */
export function memberOrder(shopId: bigint, memberId: bigint, orderId: string): Promise<MemberOrder | null> {
  return readFor(shopId, async (db) => {
    const [row] = await db.query<MemberOrder>(sql`
      SELECT fact, basis, accrued, reversed, seen, needs FROM shop_order
       WHERE shop_id = ${shopId} AND member_id = ${memberId} AND order_id = ${orderId}`);
    return row ?? null;
  });
}

export interface MemberOrder { fact: OrderFact; basis: AwardBasis | null; accrued: bigint; reversed: bigint; seen: boolean; needs: string[] }
