import { sql } from "../sql";
import type { Tx } from "../tx";

/** Forgets who looked at whom more than two years ago, up to `most` rows at a time; the period stands in the database. @returns how many. */
export async function forgetAccess(db: Tx, most: number): Promise<number> {
  const [row] = await db.query<{ forgotten: number }>(sql`SELECT forget_old_access(${most}::int) AS forgotten`);
  return row!.forgotten;
}
