import { log } from "~/log.server";
import { sealDays } from "~/operations/ledger/seal-days.server";
import { verifyLedger } from "~/operations/ledger/verify-ledger.server";
import { inTransaction } from "~/store/in-transaction.server";
import { saveLedgerCheck } from "~/store/ledger/ledger-check.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";

/** Recounts a shop's ledger and seals the days that are over. What does not hold is told loudly, to the log, on Home and in the metrics; nothing is repaired by itself. */
export async function verifyAndSeal(shop: Shop, now: Date): Promise<number> {
  const discrepancies = await verifyLedger(shop.shopId);
  for (const discrepancy of discrepancies) log.error({ shop: shop.domain, discrepancy }, "the ledger does not hold");
  await inTransaction(shop.shopId, (db) => saveLedgerCheck(db, discrepancies, now));
  if (discrepancies.length === 0) await sealDays(shop.shopId, now);
  return discrepancies.length;
}
