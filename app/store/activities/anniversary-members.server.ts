import type { Stretch } from "~/loyalty/activities/anniversaries";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** When the oldest member joined; null without any. */
export async function oldestEnrollment(db: Tx): Promise<string | null> {
  const [row] = await db.query<{ enrolled_at: Date }>(sql`
    SELECT enrolled_at FROM member WHERE shop_id = ${db.shopId} AND state = 'member' ORDER BY enrolled_at LIMIT 1`);
  return row?.enrolled_at.toISOString() ?? null;
}

/** Members who joined in one of these stretches, ascending by id after `after`: a range of one index for each. */
export async function membersWhoJoinedIn(db: Tx, stretches: readonly Stretch[], { after, most }: { after: bigint; most: number }): Promise<{ memberId: bigint; enrolledAt: string }[]> {
  const rows = await db.query<{ member_id: bigint; enrolled_at: Date }>(sql`
    SELECT m.member_id, m.enrolled_at
      FROM unnest(${stretches.map((one) => one.from)}::timestamptz[], ${stretches.map((one) => one.before)}::timestamptz[]) AS x(since, before)
      JOIN member m ON m.shop_id = ${db.shopId} AND m.enrolled_at >= x.since AND m.enrolled_at < x.before
     WHERE m.state = 'member' AND m.member_id > ${after} ORDER BY m.member_id LIMIT ${most}`);
  return rows.map((row) => ({ memberId: row.member_id, enrolledAt: row.enrolled_at.toISOString() }));
}
