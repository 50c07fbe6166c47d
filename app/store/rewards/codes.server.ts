import { sql } from "../sql";
import type { Tx } from "../tx";
import { openedCode } from "./opened-code.server";

export type CodeState = "minted" | "free" | "issued" | "used" | "closing" | "gone" | "bad" | "leaked";

/**
 * Takes a free code out of a pool, the oldest; two at once take two. Null when the pool is dry, or gives no codes any more: that it is
 * open holds until the code is somebody's. A code that an order has shown is nobody's to get. Redeeming claims alike (`giveRedemption`).
 */
export async function takeCode(db: Tx, poolId: bigint): Promise<{ codeId: bigint; code: string } | null> {
  const [row] = await db.query<{ code_id: bigint; sealed: Buffer; hash: string }>(sql`
    WITH pool AS MATERIALIZED (
      SELECT shop_id, pool_id FROM code_pool WHERE shop_id = ${db.shopId} AND pool_id = ${poolId} AND state = 'open' FOR SHARE
    ), x AS MATERIALIZED (
      SELECT c.code_id FROM pool JOIN code c USING (shop_id, pool_id)
       WHERE c.shop_id = ${db.shopId} AND c.pool_id = ${poolId} AND c.state = 'free' AND NOT EXISTS (SELECT 1 FROM code_use u WHERE u.shop_id = c.shop_id AND u.code_id = c.code_id)
       ORDER BY c.code_id LIMIT 1 FOR UPDATE OF c SKIP LOCKED
    )
    UPDATE code c SET state = 'issued' FROM x WHERE c.shop_id = ${db.shopId} AND c.code_id = x.code_id RETURNING c.code_id, c.sealed, c.hash`);
  return row ? { codeId: row.code_id, code: openedCode(db.shopId, row) } : null;
}

/** Codes in clear, for the members they belong to. */
export async function codesById(db: Tx, codeIds: readonly bigint[]): Promise<Map<bigint, string>> {
  if (codeIds.length === 0) return new Map();
  const rows = await db.query<{ code_id: bigint; sealed: Buffer; hash: string }>(sql`
    SELECT code_id, sealed, hash FROM code WHERE shop_id = ${db.shopId} AND code_id = ANY(${codeIds}::bigint[])`);
  return new Map(rows.map((row) => [row.code_id, openedCode(db.shopId, row)]));
}

/** Codes somebody used whom nobody had given them. They stay leaked, whatever becomes of the redemptions they were handed out to. */
export async function markLeaked(db: Tx, codeIds: readonly bigint[]): Promise<void> {
  await db.query(sql`UPDATE code SET state = 'leaked' WHERE shop_id = ${db.shopId} AND code_id = ANY(${codeIds}::bigint[])`);
}

export interface KnownCode { codeId: bigint; hash: string; state: CodeState; poolId: bigint; redemptionId: bigint | null; memberId: bigint | null; issuedAt: Date | null }
interface Row { code_id: bigint; hash: string; state: CodeState; pool_id: bigint; redemption_id: bigint | null; member_id: bigint | null; issued_at: Date | null }
const knownOf = (row: Row): KnownCode => ({ codeId: row.code_id, hash: row.hash, state: row.state, poolId: row.pool_id, redemptionId: row.redemption_id, memberId: row.member_id, issuedAt: row.issued_at });

/** Our codes among hashes of discount codes, with the redemption each belongs to. */
export async function codesByHash(db: Tx, hashes: readonly string[]): Promise<KnownCode[]> {
  if (hashes.length === 0) return [];
  const rows = await db.query<Row>(sql`
    SELECT c.code_id, c.hash, c.state, c.pool_id, r.redemption_id, r.member_id, r.issued_at FROM code c LEFT JOIN redemption r ON r.shop_id = c.shop_id AND r.code_id = c.code_id
     WHERE c.shop_id = ${db.shopId} AND c.hash = ANY(${hashes}::text[])`);
  return rows.map(knownOf);
}

/** Our codes that orders are known to have shown, whatever the orders say now. */
export async function codesOfOrders(db: Tx, orderIds: readonly string[]): Promise<(KnownCode & { orderId: string })[]> {
  if (orderIds.length === 0) return [];
  const rows = await db.query<Row & { order_id: string }>(sql`
    SELECT u.order_id, c.code_id, c.hash, c.state, c.pool_id, r.redemption_id, r.member_id, r.issued_at
      FROM code_use u JOIN code c USING (shop_id, code_id) LEFT JOIN redemption r ON r.shop_id = c.shop_id AND r.code_id = c.code_id
     WHERE u.shop_id = ${db.shopId} AND u.order_id = ANY(${orderIds}::text[])`);
  return rows.map((row) => ({ ...knownOf(row), orderId: row.order_id }));
}

/** Locks codes that belonged to no redemption when they were read. @returns whether one belongs to one by now. */
export async function lockLooseCodes(db: Tx, codeIds: readonly bigint[]): Promise<boolean> {
  if (codeIds.length === 0) return false;
  await db.query(sql`SELECT 1 FROM code WHERE shop_id = ${db.shopId} AND code_id = ANY(${codeIds}::bigint[]) ORDER BY code_id FOR NO KEY UPDATE`);
  return (await db.query(sql`SELECT 1 FROM redemption WHERE shop_id = ${db.shopId} AND code_id = ANY(${codeIds}::bigint[])`)).length > 0;
}
