import { sql } from "../sql";
import type { Tx } from "../tx";

/** Sets imports that failed back to waiting. @returns how many. */
export async function reopenImports(db: Tx): Promise<number> {
  const reopened = await db.query(sql`UPDATE import_run SET state = 'waiting', message = NULL, finished_at = NULL WHERE shop_id = ${db.shopId} AND state = 'failed' RETURNING 1`);
  return reopened.length;
}
