import { sql } from "../sql";
import type { Tx } from "../tx";

/** An order that showed one of our codes. `undone`: points of the redemption that come back as far as this order goes. */
export interface CodeUse { codeId: bigint; orderId: string; undone: bigint }

export async function usesOfCodes(db: Tx, codeIds: readonly bigint[]): Promise<CodeUse[]> {
  if (codeIds.length === 0) return [];
  const rows = await db.query<{ code_id: bigint; order_id: string; undone: bigint }>(sql`
    SELECT code_id, order_id, undone FROM code_use WHERE shop_id = ${db.shopId} AND code_id = ANY(${codeIds}::bigint[]) ORDER BY code_id, order_id`);
  return rows.map((row) => ({ codeId: row.code_id, orderId: row.order_id, undone: row.undone }));
}

export async function saveUses(db: Tx, uses: readonly CodeUse[], now: Date): Promise<void> {
  if (uses.length === 0) return;
  await db.query(sql`
    INSERT INTO code_use (shop_id, code_id, order_id, undone, seen_at)
    SELECT ${db.shopId}, code_id, order_id, undone, ${now} FROM unnest(${uses.map((one) => one.codeId)}::bigint[], ${uses.map((one) => one.orderId)}::text[], ${uses.map((one) => one.undone)}::bigint[]) AS x(code_id, order_id, undone)
     ORDER BY code_id, order_id
    ON CONFLICT (shop_id, code_id, order_id) DO UPDATE SET undone = excluded.undone WHERE code_use.undone <> excluded.undone`);
}

/** Notes uses that a list of orders showed; what an order's own facts say of it stays. @returns how many were new. */
export async function noteUses(db: Tx, uses: readonly Omit<CodeUse, "undone">[], now: Date): Promise<number> {
  if (uses.length === 0) return 0;
  const rows = await db.query(sql`
    INSERT INTO code_use (shop_id, code_id, order_id, seen_at)
    SELECT DISTINCT ${db.shopId}::bigint, code_id, order_id, ${now}::timestamptz FROM unnest(${uses.map((one) => one.codeId)}::bigint[], ${uses.map((one) => one.orderId)}::text[]) AS x(code_id, order_id)
    ON CONFLICT DO NOTHING RETURNING 1`);
  return rows.length;
}
