import type { Stretch } from "~/loyalty/activities/anniversaries";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** How many of today's members joined in any of these stretches of time. */
export async function countJoinedIn(db: Tx, stretches: readonly Stretch[]): Promise<number> {
  const [row] = await db.query<{ members: bigint }>(sql`
    SELECT count(*) AS members FROM unnest(${stretches.map((one) => one.from)}::timestamptz[], ${stretches.map((one) => one.before)}::timestamptz[]) AS x(since, before)
      JOIN member m ON m.shop_id = ${db.shopId} AND m.enrolled_at >= x.since AND m.enrolled_at < x.before WHERE m.state = 'member'`);
  return Number(row!.members);
}
