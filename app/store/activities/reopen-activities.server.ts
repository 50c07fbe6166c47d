import { sql } from "../sql";
import type { Tx } from "../tx";

/** What came before the launch counts when the launch turns out to have been before it. @returns how many are looked at again. */
export async function reopenSince(db: Tx, launchedAt: Date, now: Date): Promise<number> {
  const rows = await db.query(sql`
    UPDATE activity SET state = 'due', refusal = NULL, settled_at = NULL, ready_at = ${now}
     WHERE shop_id = ${db.shopId} AND refusal = 'before_launch' AND happened_at >= ${launchedAt} RETURNING 1`);
  return rows.length;
}

/** Tags of these members are known now: nothing of theirs has to wait for them any more. @returns how many waited. */
export async function hurryActivities(db: Tx, memberIds: readonly bigint[], now: Date): Promise<number> {
  const rows = await db.query(sql`
    UPDATE activity SET ready_at = ${now} WHERE shop_id = ${db.shopId} AND member_id = ANY(${[...memberIds]}::bigint[]) AND state = 'due' AND ready_at > ${now} RETURNING 1`);
  return rows.length;
}

/** What a member did belongs to the survivor of a merge, and so does the first consent of the two. */
export async function moveActivities(db: Tx, { loser, survivor }: { loser: bigint; survivor: bigint }): Promise<void> {
  await db.query(sql`
    WITH consent AS (
      UPDATE member s SET email_consent_at = least(s.email_consent_at, l.email_consent_at) FROM member l
       WHERE s.shop_id = ${db.shopId} AND s.member_id = ${survivor} AND l.shop_id = ${db.shopId} AND l.member_id = ${loser})
    UPDATE activity SET member_id = ${survivor} WHERE shop_id = ${db.shopId} AND member_id = ${loser}`);
}
