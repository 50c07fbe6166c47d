import { forfeit } from "~/loyalty/ledger/forfeit";
import type { LedgerBatch } from "~/store/ledger/ledger-batch";

/** A late refund or award of a member who was erased leaves nothing behind: what it gave is forfeited, what it took is written off. */
export function forfeitErased(ledger: LedgerBatch, memberId: bigint, order: { orderId: string; accrued: bigint; reversed: bigint; now: Date }): void {
  const key = `forfeit:order:${order.orderId}:accrued:${order.accrued}:reversed:${order.reversed}`;
  const transaction = forfeit(ledger.wallet(memberId), ledger.lots(memberId), { key, reason: "customer_erased", actor: "system", now: order.now.toISOString() });
  if (transaction) ledger.post(transaction);
}
