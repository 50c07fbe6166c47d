import { sql } from "../sql";
import type { Tx } from "../tx";

/** @returns false when the member is unknown, merged or erased. */
export async function setMemberState(db: Tx, memberId: bigint, state: "member" | "left" | "excluded" | "blocked"): Promise<boolean> {
  const rows = await db.query(sql`
    UPDATE member SET state = ${state} WHERE shop_id = ${db.shopId} AND member_id = ${memberId} AND state IN ('member', 'left', 'excluded', 'blocked') RETURNING 1`);
  return rows.length > 0;
}
