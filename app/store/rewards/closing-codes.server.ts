import { sql } from "../sql";
import type { Tx } from "../tx";
import { openedCode } from "./opened-code.server";

/** A redemption whose code is to be taken out of the shop. */
export interface ClosingCode { poolId: bigint; redemptionId: bigint; memberId: bigint; codeId: bigint; code: string; redeemCodeId: string | null; discountId: string | null; deleteJob: string | null; closingAt: Date }

/** Codes on their way out that are not confirmed gone yet, pool by pool. @param page after which of them it begins, and how many. */
export async function closingCodes(db: Tx, { after, most }: { after: Pick<ClosingCode, "poolId" | "redemptionId"> | null; most: number }): Promise<ClosingCode[]> {
  const rows = await db.query<{ pool_id: bigint; redemption_id: bigint; member_id: bigint; code_id: bigint; sealed: Buffer; hash: string; redeem_code_id: string | null; discount_id: string | null; delete_job: string | null; closing_at: Date }>(sql`
    SELECT r.pool_id, r.redemption_id, r.member_id, c.code_id, c.sealed, c.hash, c.redeem_code_id, p.discount_id, r.delete_job, r.closing_at
      FROM redemption r JOIN code c USING (shop_id, code_id) JOIN code_pool p ON p.shop_id = c.shop_id AND p.pool_id = c.pool_id
     WHERE r.shop_id = ${db.shopId} AND r.status = 'closing' AND r.code_gone_at IS NULL AND (r.pool_id, r.redemption_id) > (${after?.poolId ?? 0n}::bigint, ${after?.redemptionId ?? 0n}::bigint)
     ORDER BY r.pool_id, r.redemption_id LIMIT ${most}`);
  return rows.map((row) => ({
    poolId: row.pool_id, redemptionId: row.redemption_id, memberId: row.member_id, codeId: row.code_id, code: openedCode(db.shopId, row),
    redeemCodeId: row.redeem_code_id, discountId: row.discount_id, deleteJob: row.delete_job, closingAt: row.closing_at,
  }));
}

/** Notes Shopify's job that deletes the codes; `none` where there was nothing to delete. */
export async function noteDeleteJob(db: Tx, redemptionIds: readonly bigint[], job: string): Promise<void> {
  await db.query(sql`UPDATE redemption SET delete_job = ${job} WHERE shop_id = ${db.shopId} AND redemption_id = ANY(${redemptionIds}::bigint[]) AND status = 'closing'`);
}

/** Forgets the job: the codes are still there, so they are asked for again. */
export async function forgetDeleteJobs(db: Tx, redemptionIds: readonly bigint[]): Promise<void> {
  if (redemptionIds.length === 0) return;
  await db.query(sql`UPDATE redemption SET delete_job = NULL WHERE shop_id = ${db.shopId} AND redemption_id = ANY(${redemptionIds}::bigint[]) AND status = 'closing'`);
}

/** The codes were asked for and are not at Shopify any more: from this moment no new order can show them. */
export async function noteCodesGone(db: Tx, redemptionIds: readonly bigint[], now: Date): Promise<void> {
  if (redemptionIds.length === 0) return;
  await db.query(sql`UPDATE redemption SET code_gone_at = ${now} WHERE shop_id = ${db.shopId} AND redemption_id = ANY(${redemptionIds}::bigint[]) AND status = 'closing' AND code_gone_at IS NULL`);
}

/** Codes at Shopify that will never be handed out: free ones of pools that give no more. */
export async function superfluousCodes(db: Tx, poolId: bigint, most: number): Promise<{ codeId: bigint; redeemCodeId: string }[]> {
  const rows = await db.query<{ code_id: bigint; redeem_code_id: string }>(sql`
    SELECT code_id, redeem_code_id FROM code WHERE shop_id = ${db.shopId} AND pool_id = ${poolId} AND state = 'free' AND redeem_code_id IS NOT NULL ORDER BY code_id LIMIT ${most}`);
  return rows.map((row) => ({ codeId: row.code_id, redeemCodeId: row.redeem_code_id }));
}

/** Free codes that are gone. Those handed out meanwhile are left alone. @returns the ones that were free. */
export async function dropFreeCodes(db: Tx, codeIds: readonly bigint[]): Promise<Set<bigint>> {
  const rows = await db.query<{ code_id: bigint }>(sql`UPDATE code SET state = 'gone' WHERE shop_id = ${db.shopId} AND code_id = ANY(${codeIds}::bigint[]) AND state = 'free' RETURNING code_id`);
  return new Set(rows.map((row) => row.code_id));
}
