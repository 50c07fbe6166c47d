import { inTransaction } from "~/store/in-transaction.server";
import { sealDaysBefore } from "~/store/ledger/day-seals.server";

/** The first seal of a shop reads its whole ledger in one statement. */
const A_WHOLE_LEDGER = { statement: 900_000 };
/** A transaction carries the time it began at: one that began before midnight may still be on its way. */
const SETTLING_MS = 3_600_000;

/**
 * Seals every UTC day of one shop that is over since an hour and not sealed yet, so that `verifyLedger` finds what is changed,
 * added or taken away later. For the nightly job; repeating it changes nothing. @returns the days sealed now, `YYYY-MM-DD`.
 */
export function sealDays(shopId: bigint, now: Date): Promise<string[]> {
  const today = new Date(now.getTime() - SETTLING_MS).toISOString().slice(0, 10);
  return inTransaction(shopId, (db) => sealDaysBefore(db, today), A_WHOLE_LEDGER);
}
