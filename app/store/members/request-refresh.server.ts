import { sql } from "../sql";
import type { Tx } from "../tx";

export interface RefreshCause {
  /** The tier may be another one too. */
  retier: boolean;
  /** Somebody waits for it now: such members go before those whose past arrives. */
  urgent?: boolean;
}

/**
 * Notes that members have to be looked at again: their card, and with `retier` their tier. Any number of causes make one row;
 * one urgent cause makes it urgent.
 * The job `refresh-members` drains them: enqueue it (`shopJob`) in the same transaction. A drain that is at
 * work on a member right now sees that there was another cause.
 */
export async function requestRefresh(db: Tx, members: ReadonlyMap<bigint, RefreshCause>, now: Date): Promise<void> {
  if (members.size === 0) return;
  const sorted = [...members].sort(([a], [b]) => (a < b ? -1 : 1));
  await db.query(sql`
    INSERT INTO member_refresh (shop_id, member_id, retier, urgent, requested_at, ready_at)
    SELECT ${db.shopId}, member_id, retier, urgent, ${now}, ${now}
      FROM unnest(${sorted.map(([id]) => id)}::bigint[], ${sorted.map(([, { retier }]) => retier)}::boolean[], ${sorted.map(([, { urgent }]) => urgent === true)}::boolean[]) AS x(member_id, retier, urgent)
    ON CONFLICT (shop_id, member_id) DO UPDATE SET cause = member_refresh.cause + 1, retier = member_refresh.retier OR excluded.retier, urgent = member_refresh.urgent OR excluded.urgent,
      ready_at = least(member_refresh.ready_at, excluded.ready_at), attempts = 0, parked_reason = NULL`);
}
