import { sql } from "../sql";
import type { Tx } from "../tx";

/** As many days as anything that can be put away is told of. */
const MOST_DAYS = 30;

/** News of Home that somebody has put away, each with when: `discount-<reward id>`, `odd`, `leaked`, `twice`. What happens later is told again. */
export async function putAwayAt(db: Tx, now: Date): Promise<Map<string, Date>> {
  const rows = await db.query<{ item: string; at: Date }>(sql`
    SELECT detail->>'item' AS item, max(at) AS at FROM access_log
     WHERE shop_id = ${db.shopId} AND action = 'put_away' AND at > ${now}::timestamptz - make_interval(days => ${MOST_DAYS}::int) GROUP BY 1`);
  return new Map(rows.map(({ item, at }) => [item, at]));
}
