import type { LotPart } from "~/loyalty/ledger/hold";
import { LEAST_LOW_MARK } from "~/loyalty/rewards/pool-target";
import { sql } from "../sql";
import type { Tx } from "../tx";
import { openedCode } from "./opened-code.server";
import type { Redemption } from "./redemption-rows.server";

export type NewRedemption = Pick<Redemption, "redemptionId" | "memberId" | "rewardId" | "poolId" | "points" | "snapshot" | "requestKey" | "fingerprint" | "surface" | "onExpiry"> & {
  rewardVersion: number; actor: string;
  /** The end of the code, if it gets one. */
  expiresAt: Date;
  /** The lots that hold its points, which are stored already. */
  parts: readonly LotPart[];
  /** The reward has a stock or a limit; it is locked then. */
  counted: boolean;
  /** Rather nothing at all than waiting for a code that will not come. */
  onlyWithCode: boolean;
  now: Date;
};

/** `low`: so few codes are left that the pool is to be looked at. */
export interface GivenRedemption { redemption: Redemption; code: string | null; low: boolean }

interface Row { code_id: bigint | null; sealed: Buffer; hash: string; low: boolean | null }

/**
 * Writes a redemption with the oldest free code of its pool; two at once take two. Where the pool is dry, or gives no codes any more, the redemption waits
 * in `held`: that the pool is open holds until the code is somebody's. A code that an order has shown is nobody's to get. With it the reward is counted and the
 * member's card is to be written again (as `requestRefresh`).
 *
 * One statement: everything after the code hangs on whether there was one, and another for each would be most of what redeeming costs.
 * @returns null when it needed a code and there was none: nothing is written.
 */
export async function giveRedemption(db: Tx, r: NewRedemption): Promise<GivenRedemption | null> {
  const giving = db.query<Row>(sql`
    WITH pool AS MATERIALIZED (
      SELECT shop_id, pool_id, low_mark FROM code_pool WHERE shop_id = ${db.shopId} AND pool_id = ${r.poolId} AND state = 'open' FOR SHARE
    ), x AS MATERIALIZED (
      SELECT c.code_id FROM pool JOIN code c USING (shop_id, pool_id)
       WHERE c.shop_id = ${db.shopId} AND c.pool_id = ${r.poolId} AND c.state = 'free' AND NOT EXISTS (SELECT 1 FROM code_use u WHERE u.shop_id = c.shop_id AND u.code_id = c.code_id)
       ORDER BY c.code_id LIMIT 1 FOR UPDATE OF c SKIP LOCKED
    ), taken AS (
      UPDATE code c SET state = 'issued' FROM x, pool WHERE c.shop_id = ${db.shopId} AND c.code_id = x.code_id RETURNING c.code_id, c.sealed, c.hash,
        NOT EXISTS (SELECT 1 FROM code f WHERE f.shop_id = pool.shop_id AND f.pool_id = pool.pool_id AND f.state = 'free' OFFSET greatest(pool.low_mark, ${LEAST_LOW_MARK}::int)) AS low
    ), made AS (
      INSERT INTO redemption (shop_id, redemption_id, member_id, reward_id, reward_version, pool_id, code_id, points, status, snapshot, request_key, fingerprint, actor, surface, created_at,
        issued_at, expires_at, on_expiry)
      OVERRIDING SYSTEM VALUE
      SELECT ${db.shopId}, ${r.redemptionId}, ${r.memberId}, ${r.rewardId}, ${r.rewardVersion}, ${r.poolId}, taken.code_id, ${r.points}, CASE WHEN taken.code_id IS NULL THEN 'held' ELSE 'issued' END,
        ${JSON.stringify(r.snapshot)}::jsonb, ${r.requestKey}, ${r.fingerprint}, ${r.actor}, ${r.surface}, ${r.now}::timestamptz,
        CASE WHEN taken.code_id IS NOT NULL THEN ${r.now}::timestamptz END, CASE WHEN taken.code_id IS NOT NULL THEN ${r.expiresAt}::timestamptz END, ${r.onExpiry}
        FROM (VALUES (1)) AS once LEFT JOIN taken ON true WHERE taken.code_id IS NOT NULL OR NOT ${r.onlyWithCode}::boolean
      RETURNING shop_id, redemption_id, member_id
    ), lots AS (
      INSERT INTO redemption_lot (shop_id, redemption_id, lot_id, points) SELECT made.shop_id, made.redemption_id, p.lot_id, p.points
        FROM made CROSS JOIN unnest(${r.parts.map((part) => part.lotId)}::bigint[], ${r.parts.map((part) => part.points)}::bigint[]) AS p(lot_id, points)
    ), card AS (
      INSERT INTO member_refresh (shop_id, member_id, retier, urgent, requested_at, ready_at) SELECT shop_id, member_id, false, true, ${r.now}::timestamptz, ${r.now}::timestamptz FROM made
      ON CONFLICT (shop_id, member_id) DO UPDATE SET cause = member_refresh.cause + 1, urgent = true, ready_at = least(member_refresh.ready_at, excluded.ready_at), attempts = 0, parked_reason = NULL
    )
    SELECT taken.code_id, taken.sealed, taken.hash, taken.low FROM made LEFT JOIN taken ON true`);
  const [[row]] = await Promise.all([giving, r.counted && countTaken(db, r)]);
  if (!row) return null;
  const code = row.code_id === null ? null : openedCode(db.shopId, row);
  return { redemption: storedRedemption(r, row.code_id), code, low: row.low ?? true };
}

/** A statement of its own behind the other, since few rewards are counted. */
async function countTaken(db: Tx, { rewardId, redemptionId }: NewRedemption): Promise<void> {
  await db.query(sql`
    UPDATE reward w SET taken = w.taken + 1, stock = w.stock - 1
     WHERE w.shop_id = ${db.shopId} AND w.reward_id = ${rewardId} AND EXISTS (SELECT 1 FROM redemption WHERE shop_id = ${db.shopId} AND redemption_id = ${redemptionId})`);
}

/** As it would be read. */
function storedRedemption({ redemptionId, memberId, rewardId, poolId, points, snapshot, requestKey, fingerprint, surface, onExpiry, expiresAt, now }: NewRedemption, codeId: bigint | null): Redemption {
  return {
    redemptionId, memberId, rewardId, poolId, codeId, points, snapshot, requestKey, fingerprint, surface, onExpiry, createdAt: now,
    ...(codeId === null ? { status: "held", issuedAt: null, expiresAt: null } : { status: "issued", issuedAt: now, expiresAt }),
    closingAt: null, closingReason: null, closingActor: null, closingNote: null, deleteJob: null, codeGoneAt: null, resolvedAt: null, spent: 0n, restored: 0n,
  };
}
