import { sql } from "../sql";
import type { Tx } from "../tx";
import type { CodeState } from "./codes.server";
import type { CodePool, PoolState } from "./code-pools.server";

export interface OwnCode { codeId: bigint; hash: string; state: CodeState; redemptionId: bigint | null; uses: number; seed: boolean; addedAt: Date | null }

/** Every code we made for a discount, with the orders that showed it. */
export async function codesOfPool(db: Tx, { poolId }: CodePool): Promise<OwnCode[]> {
  const rows = await db.query<{ code_id: bigint; hash: string; state: CodeState; redemption_id: bigint | null; uses: bigint; seed: boolean; done_at: Date | null }>(sql`
    SELECT c.code_id, c.hash, c.state, r.redemption_id, b.done_at, b.note = 'seed' AS seed, (SELECT count(*) FROM code_use u WHERE u.shop_id = c.shop_id AND u.code_id = c.code_id) AS uses
      FROM code c JOIN code_batch b USING (shop_id, batch_id) LEFT JOIN redemption r ON r.shop_id = c.shop_id AND r.code_id = c.code_id
     WHERE c.shop_id = ${db.shopId} AND c.pool_id = ${poolId}`);
  return rows.map((row) => ({ codeId: row.code_id, hash: row.hash, state: row.state, redemptionId: row.redemption_id, uses: Number(row.uses), seed: row.seed === true, addedAt: row.done_at }));
}

/** Redemptions whose code of a pool is out and unused. */
export async function issuedOfPool(db: Tx, poolId: bigint): Promise<bigint[]> {
  const rows = await db.query<{ redemption_id: bigint }>(sql`SELECT redemption_id FROM redemption WHERE shop_id = ${db.shopId} AND pool_id = ${poolId} AND status = 'issued' ORDER BY redemption_id`);
  return rows.map((row) => row.redemption_id);
}

/** A pool whose discount the merchant deleted or ended: it gives nothing any more, and what it handed out cannot be used. @returns how it stood until now. */
export async function losePool(db: Tx, poolId: bigint, now: Date): Promise<PoolState> {
  const [was] = await db.query<{ state: PoolState }>(sql`SELECT state FROM code_pool WHERE shop_id = ${db.shopId} AND pool_id = ${poolId} FOR NO KEY UPDATE`);
  await db.query(sql`
    WITH pool AS (UPDATE code_pool SET state = 'lost', closed_at = ${now} WHERE shop_id = ${db.shopId} AND pool_id = ${poolId} AND state <> 'closed')
    UPDATE code SET state = 'gone' WHERE shop_id = ${db.shopId} AND pool_id = ${poolId} AND state IN ('free', 'minted')`);
  return was!.state;
}

/** How many of each; what is not named was not found. */
export interface Findings {
  /** Codes on our discount that we did not make. */
  foreign?: number;
  /** Codes of ours that are not at Shopify any more. */
  missing?: number;
  /** Codes used by more than one order, or used without an order we know. */
  usedTwice?: number;
  /** The discount itself: it is gone, or it is there and ended. */
  deleted?: number;
  ended?: number;
  /** In so many things the discount is not what was promised any more. */
  changed?: number;
  /** Discounts of somebody else that have the code ours was to be made with. */
  seedTaken?: number;
}

/** Notes what a comparison with Shopify found, for the merchant. */
export async function noteFindings(db: Tx, poolId: bigint, findings: Findings, now: Date): Promise<void> {
  if (Object.values<number | undefined>({ ...findings }).every((count) => !count)) return;
  await db.query(sql`
    INSERT INTO access_log (shop_id, at, actor, action, detail) VALUES (${db.shopId}, ${now}, 'system', 'codes_compared', ${JSON.stringify({ pool: String(poolId), ...findings })}::jsonb)`);
}
