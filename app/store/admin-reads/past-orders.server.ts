import { readFor } from "../in-transaction.server";
import { sql } from "../sql";

/** The newest reading of past orders. `whole`: of all time, not only of the 60 days Shopify shows everybody. */
export interface PastOrders { state: "waiting" | "running" | "done" | "failed"; read: number; whole: boolean }

/** @returns null before the first. */
export function pastOrders(shopId: bigint): Promise<PastOrders | null> {
  return readFor(shopId, async (db) => {
    const [run] = await db.query<{ state: PastOrders["state"]; done: number; whole: boolean }>(sql`
      SELECT state, done, whole FROM import_run WHERE shop_id = ${shopId} AND kind = 'orders' ORDER BY import_run_id DESC LIMIT 1`);
    return run ? { state: run.state, read: run.done, whole: run.whole } : null;
  });
}
