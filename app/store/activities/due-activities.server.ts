import type { Activity } from "~/loyalty/activities/activity";
import type { ActivityCase, ActivityRefusal } from "~/loyalty/activities/decide-activity";
import { sql } from "../sql";
import type { Tx } from "../tx";

export interface DueActivity {
  activityId: bigint;
  memberId: bigint;
  key: string;
  customerId: string | null;
  activity: Activity;
  member: ActivityCase["member"];
  enrolledAt: string;
  given: boolean;
}

/** Members with something to settle now, ascending. What waits for a member who was merged meanwhile waits for the survivor. */
export async function membersWithDueActivities(db: Tx, now: Date, most: number): Promise<bigint[]> {
  await db.query(sql`
    UPDATE activity a SET member_id = m.merged_into FROM member m
     WHERE a.shop_id = ${db.shopId} AND a.state = 'due' AND a.ready_at <= ${now} AND m.shop_id = ${db.shopId} AND m.member_id = a.member_id AND m.state = 'merged'`);
  const rows = await db.query<{ member_id: bigint }>(sql`
    SELECT DISTINCT member_id FROM activity WHERE shop_id = ${db.shopId} AND state = 'due' AND ready_at <= ${now} ORDER BY member_id LIMIT ${most}`);
  return rows.map((row) => row.member_id);
}

/** Whether anything waits to be settled. */
export async function activitiesWait(db: Tx, now: Date): Promise<boolean> {
  return (await db.query(sql`SELECT 1 FROM activity WHERE shop_id = ${db.shopId} AND state = 'due' AND ready_at <= ${now} LIMIT 1`)).length > 0;
}

interface Row {
  activity_id: bigint; member_id: bigint; key: string; customer_id: string | null; kind: Activity["kind"]; occurrence: string; happened_at: Date; state: ActivityCase["member"]["state"]; tags: string[];
  enrolled_at: Date; given: boolean;
}

/** What there is to settle for members, in the order it happened. Call it with their wallets locked. */
export async function dueActivities(db: Tx, memberIds: readonly bigint[], now: Date): Promise<DueActivity[]> {
  if (memberIds.length === 0) return [];
  const rows = await db.query<Row>(sql`
    SELECT a.activity_id, a.member_id, a.key, m.customer_id, a.kind, a.occurrence, a.happened_at, m.state, m.tags, m.enrolled_at,
           EXISTS (SELECT 1 FROM activity o WHERE o.shop_id = ${db.shopId} AND o.member_id = a.member_id AND o.kind = a.kind AND o.occurrence = a.occurrence AND o.state = 'given') AS given
      FROM activity a JOIN member m ON m.shop_id = ${db.shopId} AND m.member_id = a.member_id
     WHERE a.shop_id = ${db.shopId} AND a.member_id = ANY(${[...memberIds]}::bigint[]) AND a.state = 'due' AND a.ready_at <= ${now} ORDER BY a.happened_at, a.activity_id`);
  return rows.map((row) => ({
    activityId: row.activity_id, memberId: row.member_id, key: row.key, customerId: row.customer_id, activity: { kind: row.kind, occurrence: row.occurrence, happenedAt: row.happened_at.toISOString() },
    member: { state: row.state, tags: row.tags }, enrolledAt: row.enrolled_at.toISOString(), given: row.given,
  }));
}

/** `points` of what was given, `refusal` of what was not. */
export type SettledActivity = { activityId: bigint; programVersion: number } & ({ points: bigint } | { refusal: ActivityRefusal });

export async function saveSettledActivities(db: Tx, settled: readonly SettledActivity[], now: Date): Promise<void> {
  if (settled.length === 0) return;
  const refusals = settled.map((one) => ("refusal" in one ? one.refusal : null));
  const points = settled.map((one) => ("points" in one ? one.points : 0n));
  await db.query(sql`
    UPDATE activity a SET state = CASE WHEN x.refusal IS NULL THEN 'given' ELSE 'refused' END, refusal = x.refusal, points = x.points, program_version = x.program_version, settled_at = ${now}
      FROM unnest(${settled.map((one) => one.activityId)}::bigint[], ${refusals}::text[], ${points}::bigint[], ${settled.map((one) => one.programVersion)}::int[]) AS x(activity_id, refusal, points, program_version)
     WHERE a.shop_id = ${db.shopId} AND a.activity_id = x.activity_id`);
}
