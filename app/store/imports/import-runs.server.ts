import { inTransaction, readFor } from "../in-transaction.server";
import type { Shop } from "../shops/shop-by-domain.server";
import { sql } from "../sql";

export type ImportKind = "products" | "customers" | "orders";
export interface ImportRun {
  importRunId: bigint;
  kind: ImportKind;
  state: "waiting" | "running" | "done" | "failed";
  operationId: string | null;
  /** False: only the orders of the last 60 days could be read. */
  whole: boolean;
}

/** The run of each kind since the present install; what is missing is added as waiting. */
export function importRuns(shopId: bigint, kinds: readonly ImportKind[], installedAt: Date): Promise<ImportRun[]> {
  return inTransaction(shopId, async (db) => {
    await db.query(sql`SELECT 1 FROM shop WHERE shop_id = ${db.shopId} FOR UPDATE`);
    const rows = await db.query<{ import_run_id: bigint; kind: ImportKind; state: ImportRun["state"]; operation_id: string | null; whole: boolean }>(sql`
      WITH made AS (
        INSERT INTO import_run (shop_id, kind, state)
        SELECT ${db.shopId}, kind, 'waiting' FROM unnest(${[...kinds]}::text[]) AS x(kind)
         WHERE NOT EXISTS (SELECT 1 FROM import_run r WHERE r.shop_id = ${db.shopId} AND r.kind = x.kind AND r.started_at >= ${installedAt})
        RETURNING import_run_id, kind, state, operation_id, whole
      )
      SELECT * FROM made UNION ALL
      SELECT import_run_id, kind, state, operation_id, whole FROM import_run WHERE shop_id = ${db.shopId} AND started_at >= ${installedAt} AND kind = ANY(${[...kinds]}::text[])
      ORDER BY import_run_id`);
    return rows.map((row) => ({ importRunId: row.import_run_id, kind: row.kind, state: row.state, operationId: row.operation_id, whole: row.whole }));
  });
}

export interface ImportProgress { state: ImportRun["state"]; operationId?: string | null; done?: number; total?: number | null; message?: string | null; whole?: boolean }

export function noteImport(shopId: bigint, importRunId: bigint, { state, operationId, done, total, message, whole }: ImportProgress): Promise<void> {
  return inTransaction(shopId, async (db) => {
    await db.query(sql`
      UPDATE import_run SET state = ${state}, operation_id = coalesce(${operationId ?? null}, operation_id), done = coalesce(${done ?? null}::int, done), total = coalesce(${total ?? null}::int, total),
             message = ${message ?? null}, whole = coalesce(${whole ?? null}::boolean, whole), touched_at = now(), finished_at = CASE WHEN ${state} IN ('done', 'failed') THEN now() END
       WHERE shop_id = ${db.shopId} AND import_run_id = ${importRunId}`);
  });
}

/** Whether the shop has an import since its present install that is not finished and has given no sign of life since `before`: its worker died. */
export async function importStalled({ shopId, installedAt }: Pick<Shop, "shopId" | "installedAt">, before: Date): Promise<boolean> {
  const rows = await readFor(shopId, (db) => db.query(sql`
    SELECT 1 FROM import_run WHERE shop_id = ${db.shopId} AND started_at >= ${installedAt} AND state IN ('waiting', 'running') AND touched_at < ${before} LIMIT 1`));
  return rows.length > 0;
}
