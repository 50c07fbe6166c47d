import type { LedgerTransaction } from "~/loyalty/ledger/posting";
import { sql } from "../sql";
import type { Tx } from "../tx";
import { fingerprintOf } from "./post-batch.server";

/** The same key was used for something else before: a bug or an abuse of the caller, nothing was posted. */
export class IdempotencyConflict extends Error {
  constructor(readonly key: string) {
    super(`key ${key} was posted with other content: expected a new key for another command`);
    this.name = "IdempotencyConflict";
  }
}

/** What was posted under a key; null when nothing was. Call it with the member's wallet locked. */
export async function postedUnder(db: Tx, key: string): Promise<{ txnId: bigint; memberId: bigint; fingerprint: string } | null> {
  const [row] = await db.query<{ txn_id: bigint; member_id: bigint; fingerprint: string }>(sql`
    SELECT txn_id, member_id, fingerprint FROM ledger_transaction WHERE shop_id = ${db.shopId} AND key = ${key}`);
  return row ? { txnId: row.txn_id, memberId: row.member_id, fingerprint: row.fingerprint } : null;
}

/** @throws IdempotencyConflict when the posted transaction is not the same as this one. */
export function sameAsPosted(posted: { fingerprint: string }, transaction: LedgerTransaction): void {
  if (posted.fingerprint !== fingerprintOf(transaction)) throw new IdempotencyConflict(transaction.key);
}
