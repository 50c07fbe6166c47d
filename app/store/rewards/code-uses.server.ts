import { sql } from "../sql";
import type { Tx } from "../tx";

/** An order that showed one of our codes. `undone`: points of the redemption that come back as far as this order goes; `orderedAt` null = not known. */
export interface CodeUse { codeId: bigint; orderId: string; undone: bigint; orderedAt: Date | null }

export async function usesOfCodes(db: Tx, codeIds: readonly bigint[]): Promise<CodeUse[]> {
  if (codeIds.length === 0) return [];
  const rows = await db.query<{ code_id: bigint; order_id: string; undone: bigint; ordered_at: Date | null }>(sql`
    SELECT code_id, order_id, undone, ordered_at FROM code_use WHERE shop_id = ${db.shopId} AND code_id = ANY(${codeIds}::bigint[]) ORDER BY code_id, order_id`);
  return rows.map((row) => ({ codeId: row.code_id, orderId: row.order_id, undone: row.undone, orderedAt: row.ordered_at }));
}

export async function saveUses(db: Tx, uses: readonly CodeUse[], now: Date): Promise<void> {
  if (uses.length === 0) return;
  await db.query(sql`
    INSERT INTO code_use (shop_id, code_id, order_id, undone, ordered_at, seen_at)
    SELECT ${db.shopId}, code_id, order_id, undone, ordered_at, ${now}
      FROM unnest(${uses.map((one) => one.codeId)}::bigint[], ${uses.map((one) => one.orderId)}::text[], ${uses.map((one) => one.undone)}::bigint[], ${uses.map((one) => one.orderedAt)}::timestamptz[]) AS x(code_id, order_id, undone, ordered_at)
     ORDER BY code_id, order_id
    ON CONFLICT (shop_id, code_id, order_id) DO UPDATE SET undone = excluded.undone, ordered_at = coalesce(excluded.ordered_at, code_use.ordered_at)
     WHERE code_use.undone <> excluded.undone OR code_use.ordered_at IS DISTINCT FROM coalesce(excluded.ordered_at, code_use.ordered_at)`);
}

/** Notes uses that a list of orders showed; what an order's own facts say of it stays. @returns how many were new. */
export async function noteUses(db: Tx, uses: readonly Omit<CodeUse, "undone">[], now: Date): Promise<number> {
  if (uses.length === 0) return 0;
  const rows = await db.query(sql`
    INSERT INTO code_use (shop_id, code_id, order_id, ordered_at, seen_at)
    SELECT DISTINCT ${db.shopId}::bigint, code_id, order_id, ordered_at, ${now}::timestamptz
      FROM unnest(${uses.map((one) => one.codeId)}::bigint[], ${uses.map((one) => one.orderId)}::text[], ${uses.map((one) => one.orderedAt)}::timestamptz[]) AS x(code_id, order_id, ordered_at)
    ON CONFLICT DO NOTHING RETURNING 1`);
  return rows.length;
}
