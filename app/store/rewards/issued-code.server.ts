import { sql } from "../sql";
import type { Tx } from "../tx";
import { codesById } from "./codes.server";

export interface IssuedCode { redemptionId: bigint; memberId: bigint; poolId: bigint; discountId: string | null; code: string; /** When Shopify had it; null where that was not heard. */ addedAt: Date | null }

/** The code of a redemption that somebody can use now; null when there is none, or not any more. */
export async function issuedCode(db: Tx, redemptionId: bigint): Promise<IssuedCode | null> {
  const [row] = await db.query<{ member_id: bigint; pool_id: bigint; code_id: bigint; discount_id: string | null; done_at: Date | null }>(sql`
    SELECT r.member_id, r.pool_id, c.code_id, p.discount_id, b.done_at
      FROM redemption r JOIN code c USING (shop_id, code_id) JOIN code_batch b USING (shop_id, batch_id) JOIN code_pool p ON p.shop_id = r.shop_id AND p.pool_id = r.pool_id
     WHERE r.shop_id = ${db.shopId} AND r.redemption_id = ${redemptionId} AND r.status = 'issued'`);
  if (!row) return null;
  const code = (await codesById(db, [row.code_id])).get(row.code_id)!;
  return { redemptionId, memberId: row.member_id, poolId: row.pool_id, discountId: row.discount_id, code, addedAt: row.done_at };
}
