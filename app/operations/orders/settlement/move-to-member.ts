import { differenceFor } from "~/loyalty/ledger/difference-for";
import type { LedgerBatch } from "~/store/ledger/ledger-batch";
import type { LoadedOrder } from "./load-batch";

/**
 * Shopify gave the order to another customer: what it brought the first one is taken back, so that the settlement which
 * follows gives it to the second. Returns the points taken back.
 */
export function moveToMember(order: LoadedOrder, ledger: LedgerBatch, { accrued, reversed, now }: { accrued: bigint; reversed: bigint; now: Date }): bigint {
  const { stored, memberId, orderId, fact } = order;
  if (!stored || stored.memberId === null || stored.memberId === memberId || accrued === reversed) return 0n;
  const transaction = differenceFor({
    orderId, worth: 0n, accrued, reversed, wallet: ledger.wallet(stored.memberId), lots: ledger.lots(stored.memberId), releaseAt: null, earnedAt: fact.processedAt, expiresAt: null,
    reason: "order_moved", values: { order: fact.name, points: -Number(accrued - reversed) }, effectiveAt: now.toISOString(), actor: "system",
    programVersion: stored.basis?.programVersion ?? null, now: now.toISOString(),
  });
  if (transaction) ledger.post(transaction);
  return accrued - reversed;
}
