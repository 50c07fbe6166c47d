import { readFor } from "~/store/in-transaction.server";
import { brokenSeals } from "~/store/ledger/day-seals.server";
import { findDiscrepancies, type Discrepancy } from "~/store/ledger/find-discrepancies.server";

export type { Discrepancy } from "~/store/ledger/find-discrepancies.server";

/**
 * Recounts the ledger of one shop: transactions sum to zero and are what was posted, wallets equal entries and lots, orders
 * equal what was posted for them, what was issued is what orders hold, sealed days are untouched. For the nightly job; changes
 * nothing. @returns what does not hold, with place and figures; empty = all is well.
 */
export function verifyLedger(shopId: bigint): Promise<Discrepancy[]> {
  return readFor(shopId, async (db) => [...(await findDiscrepancies(db)), ...(await brokenSeals(db))]);
}
