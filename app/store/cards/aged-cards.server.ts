import { sql } from "../sql";
import type { Tx } from "../tx";

/** A night that was missed is made up for; what changes nothing on a card is not looked at for longer. */
const LOOK_BACK = "7 days";

export interface Aging {
  zone: string;
  now: Date;
  /** Days before its end in which a card tells of points. */
  soonDays: number;
  /** Days an order counts for a tier; null where it is not told in days. */
  windowDays: number | null;
  /** The calendar year that counts for a tier no more, and since when; null where it is not told in years. */
  yearLeft: { from: string; until: string; at: string } | null;
}

/** Members whose card time alone made untrue since it was written: points come near their end, spend left the window. Ascending by id after `after`. */
export async function membersWithAgedCards(db: Tx, { zone, now, soonDays, windowDays, yearLeft }: Aging, { after, most }: { after: bigint; most: number }): Promise<bigint[]> {
  const rows = await db.query<{ member_id: bigint }>(sql`
    WITH aged AS (
      SELECT member_id, (expires_at AT TIME ZONE ${zone} - make_interval(days => ${soonDays})) AT TIME ZONE ${zone} AS at FROM lot
       WHERE shop_id = ${db.shopId} AND free > 0 AND expires_at > ${now} AND expires_at < ${now}::timestamptz + make_interval(days => ${soonDays + 1}::int)
      UNION ALL
      SELECT member_id, (processed_at AT TIME ZONE ${zone} + make_interval(days => ${windowDays}::int)) AT TIME ZONE ${zone} FROM shop_order
       WHERE shop_id = ${db.shopId} AND member_id IS NOT NULL AND qualifying_minor > 0 AND processed_at < ${now}::timestamptz - make_interval(days => ${windowDays}::int - 1)
      UNION ALL
      SELECT member_id, ${yearLeft?.at ?? null}::timestamptz FROM shop_order
       WHERE shop_id = ${db.shopId} AND member_id IS NOT NULL AND qualifying_minor > 0 AND processed_at >= ${yearLeft?.from ?? null}::timestamptz AND processed_at < ${yearLeft?.until ?? null}::timestamptz
         AND ${yearLeft?.at ?? null}::timestamptz > ${now}::timestamptz - ${LOOK_BACK}::interval
    )
    SELECT DISTINCT m.member_id FROM aged a JOIN member m ON m.shop_id = ${db.shopId} AND m.member_id = a.member_id
     WHERE m.member_id > ${after} AND m.customer_deleted_at IS NULL AND a.at <= ${now} AND a.at > ${now}::timestamptz - ${LOOK_BACK}::interval AND a.at > m.card_pushed_at
     ORDER BY m.member_id LIMIT ${most}`);
  return rows.map((row) => row.member_id);
}
