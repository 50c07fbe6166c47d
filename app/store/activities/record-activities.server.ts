import type { Activity } from "~/loyalty/activities/activity";
import type { MemberMoments } from "~/loyalty/activities/activities-of";
import { sql } from "../sql";
import type { Tx } from "../tx";

export interface NewActivity extends Activity {
  memberId: bigint;
  /** `activityKey` of them. */
  key: string;
  /** Not to be settled before. */
  readyAt: Date;
}

/** When members joined and first wanted e-mails; whoever was merged or erased is left out. */
export async function momentsOf(db: Tx, memberIds: readonly bigint[]): Promise<(MemberMoments & { memberId: bigint })[]> {
  const rows = await db.query<{ member_id: bigint; enrolled_at: Date; email_consent_at: Date | null }>(sql`
    SELECT member_id, enrolled_at, email_consent_at FROM member
     WHERE shop_id = ${db.shopId} AND member_id = ANY(${[...memberIds]}::bigint[]) AND state IN ('member', 'left', 'excluded', 'blocked')`);
  return rows.map((row) => ({ memberId: row.member_id, enrolledAt: row.enrolled_at.toISOString(), emailConsentAt: row.email_consent_at?.toISOString() ?? null }));
}

/** Writes down what is not known yet; what is, stays as it is. @returns how many are new. */
export async function insertActivities(db: Tx, activities: readonly NewActivity[]): Promise<number> {
  if (activities.length === 0) return 0;
  const sorted = [...activities].sort((a, b) => (a.key < b.key ? -1 : 1));
  const rows = await db.query(sql`
    INSERT INTO activity (shop_id, member_id, key, kind, occurrence, happened_at, ready_at)
    SELECT ${db.shopId}, member_id, key, kind, occurrence, happened_at, ready_at
      FROM unnest(${sorted.map((one) => one.memberId)}::bigint[], ${sorted.map((one) => one.key)}::text[], ${sorted.map((one) => one.kind)}::text[], ${sorted.map((one) => one.occurrence)}::text[],
        ${sorted.map((one) => one.happenedAt)}::timestamptz[], ${sorted.map((one) => one.readyAt)}::timestamptz[]) AS x(member_id, key, kind, occurrence, happened_at, ready_at)
    ON CONFLICT (shop_id, key) DO NOTHING RETURNING 1`);
  return rows.length;
}
