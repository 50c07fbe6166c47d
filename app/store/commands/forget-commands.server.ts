import { sql } from "../sql";
import type { Tx } from "../tx";

/** Forgets commands sent before `before`: nobody repeats them any more. @returns how many. */
export async function forgetCommands(db: Tx, before: Date): Promise<number> {
  return (await db.query(sql`DELETE FROM command WHERE shop_id = ${db.shopId} AND at < ${before} RETURNING 1`)).length;
}
