import type { AwardBasis } from "~/loyalty/orders/award-basis";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { readFor } from "../in-transaction.server";
import { sql } from "../sql";

export interface MemberOrderRow {
  orderId: string;
  name: string;
  processedAt: Date;
  qualifyingMinor: bigint;
  accrued: bigint;
  reversed: bigint;
  /** First refusal of the award basis; null when it earned or was not settled yet. */
  refusal: string | null;
  settled: boolean;
  cancelled: boolean;
  refunds: number;
}

/** A member's latest orders with what each earned. */
export function memberOrders(shopId: bigint, memberId: bigint, limit = 20): Promise<MemberOrderRow[]> {
  return readFor(shopId, async (db) => {
    const rows = await db.query<Found>(sql`
      SELECT order_id, name, processed_at, qualifying_minor, accrued, reversed, basis->>'refusal' AS refusal, settled_at,
             fact->>'cancelledAt' IS NOT NULL AS cancelled, json_array_length(coalesce(fact->'refunds', '[]')) AS refunds
        FROM shop_order WHERE shop_id = ${shopId} AND member_id = ${memberId}
       ORDER BY processed_at DESC LIMIT ${limit}`);
    return rows.map((row) => ({
      orderId: row.order_id, name: row.name, processedAt: row.processed_at, qualifyingMinor: row.qualifying_minor,
      accrued: row.accrued, reversed: row.reversed, refusal: row.refusal, settled: row.settled_at !== null,
      cancelled: row.cancelled, refunds: row.refunds,
    }));
  });
}

interface Found {
  order_id: string; name: string; processed_at: Date; qualifying_minor: bigint; accrued: bigint; reversed: bigint; refusal: string | null;
  settled_at: Date | null; cancelled: boolean; refunds: number;
}

/** One order of one member with all that decides its worth. Null when it is not this member's. */
export function memberOrder(shopId: bigint, memberId: bigint, orderId: string): Promise<MemberOrder | null> {
  return readFor(shopId, async (db) => {
    const [row] = await db.query<{ fact: OrderFact; basis: AwardBasis | null; accrued: bigint; reversed: bigint; settled_at: Date | null; imported: boolean }>(sql`
      SELECT fact, basis, accrued, reversed, settled_at, imported FROM shop_order
       WHERE shop_id = ${shopId} AND member_id = ${memberId} AND order_id = ${orderId}`);
    return row ? { fact: row.fact, basis: row.basis, accrued: row.accrued, reversed: row.reversed, settledAt: row.settled_at, imported: row.imported } : null;
  });
}

export interface MemberOrder { fact: OrderFact; basis: AwardBasis | null; accrued: bigint; reversed: bigint; settledAt: Date | null; imported: boolean }
