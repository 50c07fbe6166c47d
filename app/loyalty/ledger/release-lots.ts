import { compareLots } from "./allocate-fifo";
import { applyPostings } from "./apply";
import { creditAvailable } from "./credit";
import type { LedgerTransaction, Lot, Wallet } from "./posting";

/**
 * One transaction a lot whose return window is over: pending becomes available, what is owed is repaid first.
 * A lot with `releaseAt` null (dispute, high risk) or later than `now` stays as it is.
 */
export function releaseLots(lots: readonly Lot[], wallet: Wallet, now: string): LedgerTransaction[] {
  let running = wallet;
  const ready = lots.filter((lot) => lot.pending > 0n && lot.releaseAt !== null && lot.releaseAt <= now);
  return ready.sort(compareLots).map((lot) => {
    const transaction = releaseOf(lot, running, now);
    running = applyPostings(running, transaction.postings);
    return transaction;
  });
}

function releaseOf(lot: Lot, wallet: Wallet, now: string): LedgerTransaction {
  const { postings, free, repaid } = creditAvailable(wallet, lot.pending, "pending");
  return {
    memberId: wallet.memberId,
    kind: "release",
    key: `lot:${lot.lotId}:release`,
    postings,
    reason: "return_window_over",
    values: { points: Number(lot.pending), repaid: Number(repaid) },
    actor: "system",
    orderId: lot.orderId,
    effectiveAt: lot.releaseAt ?? now,
    programVersion: null,
    lots: [{ lotId: lot.lotId, pending: -lot.pending, free, repaid }],
  };
}
