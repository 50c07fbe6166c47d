import type { Hasher } from "../crypto/hasher";
import { seal } from "../crypto/seal.server";
import { sql } from "../sql";
import type { Tx } from "../tx";
import { mintCode, poolOf, type CodePool, type PoolRow, type PoolState } from "./code-pools.server";
import { codePurpose } from "./code-purpose";
import { openedCode } from "./opened-code.server";
import type { PoolNeed } from "~/loyalty/rewards/pool-target";

/** Pools that give codes, or are about to, with what each needs. @param only one of them: counting codes is the dear part. */
export async function poolsToFill(db: Tx, now: Date, only: bigint | null = null): Promise<(CodePool & { seed: string; need: PoolNeed })[]> {
  const rows = await db.query<PoolRow & { seed: Buffer; seed_hash: string; slider: boolean; free: bigint; waiting: bigint; coming: bigint; last_hour: bigint; last_day: bigint }>(sql`
    SELECT p.*, v.terms->'price'->>'kind' = 'slider' AS slider,
      (SELECT count(*) FROM code c WHERE c.shop_id = p.shop_id AND c.pool_id = p.pool_id AND c.state = 'free') AS free,
      (SELECT count(*) FROM redemption r WHERE r.shop_id = p.shop_id AND r.pool_id = p.pool_id AND r.status = 'held') AS waiting,
      (SELECT coalesce(sum(b.size), 0)::bigint FROM code_batch b WHERE b.shop_id = p.shop_id AND b.pool_id = p.pool_id AND b.state IN ('planned', 'sent', 'adding')) AS coming,
      (SELECT count(*) FROM redemption r WHERE r.shop_id = p.shop_id AND r.pool_id = p.pool_id AND r.created_at > ${now}::timestamptz - interval '1 hour') AS last_hour,
      (SELECT count(*) FROM redemption r WHERE r.shop_id = p.shop_id AND r.pool_id = p.pool_id AND r.created_at > ${now}::timestamptz - interval '1 day') AS last_day
      FROM code_pool p JOIN reward w USING (shop_id, reward_id) JOIN reward_version v ON v.shop_id = w.shop_id AND v.reward_id = w.reward_id AND v.version = w.version
     WHERE p.shop_id = ${db.shopId} AND p.pool_id = coalesce(${only}::bigint, p.pool_id) AND p.state IN ('planned', 'creating', 'open') ORDER BY p.pool_id`);
  return rows.map((row) => ({
    ...poolOf(row), seed: openedCode(db.shopId, { sealed: row.seed, hash: row.seed_hash }),
    need: { free: Number(row.free), waiting: Number(row.waiting), coming: Number(row.coming), lastHour: Number(row.last_hour), lastDay: Number(row.last_day), onDemand: row.slider, minted: row.minted },
  }));
}

/** Moves a pool on, where it still stands where it was seen. */
export async function movePool(db: Tx, poolId: bigint, { from, to, discountId, now }: { from: readonly PoolState[]; to: PoolState; discountId?: string; now: Date }): Promise<boolean> {
  const rows = await db.query(sql`
    UPDATE code_pool SET state = ${to}, discount_id = coalesce(${discountId ?? null}, discount_id), fault = NULL, closed_at = CASE WHEN ${to}::text IN ('closed', 'lost') THEN ${now}::timestamptz END
     WHERE shop_id = ${db.shopId} AND pool_id = ${poolId} AND state = ANY(${from}::text[]) RETURNING 1`);
  return rows.length === 1;
}

/** Why a pool cannot be filled, in Shopify's words; null clears it. */
export async function setPoolFault(db: Tx, poolId: bigint, fault: string | null): Promise<void> {
  await db.query(sql`UPDATE code_pool SET fault = ${fault} WHERE shop_id = ${db.shopId} AND pool_id = ${poolId}`);
}

/** With fewer free codes than that it is to be looked at. */
export async function setLowMark(db: Tx, poolId: bigint, mark: number): Promise<void> {
  await db.query(sql`UPDATE code_pool SET low_mark = ${mark} WHERE shop_id = ${db.shopId} AND pool_id = ${poolId}`);
}

/** What Shopify refused is tried again: the reason may be gone. @param rewardId of one reward; not given = of all. @returns how many pools. */
export async function forgetFaults(db: Tx, rewardId: bigint | null = null): Promise<number> {
  const rows = await db.query(sql`
    UPDATE code_pool SET fault = NULL WHERE shop_id = ${db.shopId} AND reward_id = coalesce(${rewardId}::bigint, reward_id) AND state IN ('planned', 'creating', 'open') AND fault IS NOT NULL RETURNING 1`);
  return rows.length;
}

/** Writes a batch of fresh codes that was not sent yet. One at a time a pool. @returns its id; null when one is under way. */
export async function planBatch(db: Tx, hasher: Hasher, { poolId, size }: { poolId: bigint; size: number }): Promise<bigint | null> {
  await db.query(sql`SELECT 1 FROM code_pool WHERE shop_id = ${db.shopId} AND pool_id = ${poolId} FOR NO KEY UPDATE`);
  const under = await db.query(sql`SELECT 1 FROM code_batch WHERE shop_id = ${db.shopId} AND pool_id = ${poolId} AND state IN ('planned', 'sent', 'adding') LIMIT 1`);
  if (under.length > 0) return null;
  const codes = Array.from({ length: size }, () => mintCode());
  const hashes = codes.map((code) => hasher.code(code));
  const sealed = codes.map((code, i) => seal(code, codePurpose(db.shopId, hashes[i]!)));
  const [row] = await db.query<{ batch_id: bigint }>(sql`
    WITH batch AS (INSERT INTO code_batch (shop_id, pool_id, size) VALUES (${db.shopId}, ${poolId}, ${size}) RETURNING batch_id),
         counted AS (UPDATE code_pool SET minted = minted + ${size} WHERE shop_id = ${db.shopId} AND pool_id = ${poolId}),
         codes AS (INSERT INTO code (shop_id, pool_id, batch_id, sealed, hash) SELECT ${db.shopId}, ${poolId}, batch_id, sealed, hash FROM batch, unnest(${sealed}::bytea[], ${hashes}::text[]) AS x(sealed, hash))
    SELECT batch_id FROM batch`);
  return row!.batch_id;
}

export interface CodeBatch { batchId: bigint; poolId: bigint; state: "planned" | "sent" | "adding"; creationId: string | null; sentAt: Date | null }

/** Batches of a pool that are under way. */
export async function openBatches(db: Tx, poolId: bigint): Promise<CodeBatch[]> {
  const rows = await db.query<{ batch_id: bigint; state: CodeBatch["state"]; creation_id: string | null; sent_at: Date | null }>(sql`
    SELECT batch_id, state, creation_id, sent_at FROM code_batch WHERE shop_id = ${db.shopId} AND pool_id = ${poolId} AND state IN ('planned', 'sent', 'adding') ORDER BY batch_id`);
  return rows.map((row) => ({ batchId: row.batch_id, poolId, state: row.state, creationId: row.creation_id, sentAt: row.sent_at }));
}

/** Batches under way of pools that give no codes any more. */
export async function batchesOfOverPools(db: Tx): Promise<{ pool: CodePool; batch: CodeBatch }[]> {
  const rows = await db.query<PoolRow>(sql`
    SELECT * FROM code_pool p WHERE shop_id = ${db.shopId} AND state IN ('retired', 'closed', 'lost')
       AND EXISTS (SELECT 1 FROM code_batch b WHERE b.shop_id = p.shop_id AND b.pool_id = p.pool_id AND b.state IN ('planned', 'sent', 'adding')) ORDER BY pool_id`);
  const found: { pool: CodePool; batch: CodeBatch }[] = [];
  for (const row of rows) for (const batch of await openBatches(db, row.pool_id)) found.push({ pool: poolOf(row), batch });
  return found;
}

/** Codes of a batch in clear, to be sent. */
export async function codesOfBatch(db: Tx, batchId: bigint): Promise<{ codeId: bigint; code: string }[]> {
  const rows = await db.query<{ code_id: bigint; sealed: Buffer; hash: string }>(sql`SELECT code_id, sealed, hash FROM code WHERE shop_id = ${db.shopId} AND batch_id = ${batchId} ORDER BY code_id`);
  return rows.map((row) => ({ codeId: row.code_id, code: openedCode(db.shopId, row) }));
}
