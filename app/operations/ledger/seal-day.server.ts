import { inTransaction } from "~/store/in-transaction.server";
import { checkSeals, sealLedgerDay } from "~/store/ledger/seal-ledger-day.server";

/**
 * Seals the entries a shop's ledger recorded on a finished UTC day (count, sum, hash over all of them), and
 * checks the seals of the last days against the ledger.
 * @param day `2026-03-01`. @returns days whose entries are not what was sealed; empty = none.
 */
export function sealDay(shopId: bigint, day: string): Promise<{ broken: string[] }> {
  return inTransaction(shopId, async (db) => {
    await sealLedgerDay(db, day);
    return { broken: await checkSeals(db, day) };
  });
}
