import { sql } from "../sql";
import type { Tx } from "../tx";

/** The same key was used for something else before: a bug or an abuse of the caller, nothing was posted. */
export class IdempotencyConflict extends Error {
  constructor(readonly key: string) {
    super(`key ${key} was posted with other content: expected a new key for another command`);
    this.name = "IdempotencyConflict";
  }
}

export interface Posted { memberId: bigint; fingerprint: string; values: Record<string, string | number> }

/** What was posted under a key; null when nothing was. Call it with the member's wallet locked. */
export async function postedUnder(db: Tx, key: string): Promise<Posted | null> {
  const [row] = await db.query<{ member_id: bigint; fingerprint: string; values: Posted["values"] }>(sql`
    SELECT member_id, fingerprint, "values" FROM ledger_transaction WHERE shop_id = ${db.shopId} AND key = ${key}`);
  return row ? { memberId: row.member_id, fingerprint: row.fingerprint, values: row.values } : null;
}
