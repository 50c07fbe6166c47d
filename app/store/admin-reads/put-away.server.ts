import { sql } from "../sql";
import type { Tx } from "../tx";

/**
 * News of Home that somebody has put away, each with the moment up to which it was read: `discount-<reward id>`, `odd`, `leaked`, `twice`.
 * What happens later is told again. However long ago that was: a reward stays paused, and is told of, until somebody does something about it.
 */
export async function putAwayAt(db: Tx): Promise<Map<string, Date>> {
  const rows = await db.query<{ item: string; up_to: Date }>(putAwayStatement(db.shopId));
  return new Map(rows.map(({ item, up_to }) => [item, up_to]));
}

/** Marks of old had no moment but their own. */
export const putAwayStatement = (shopId: bigint) => sql`
  SELECT detail->>'item' AS item, max(coalesce((detail->>'upTo')::timestamptz, at)) AS up_to FROM access_log WHERE shop_id = ${shopId} AND action = 'put_away' GROUP BY 1`;
