import type { LedgerTransaction, Lot, Posting, Wallet } from "./posting";

/**
 * Everything a member has goes to breakage, and what is owed is written off: the member asked to be forgotten, the ledger
 * stays whole. Held points belong to a redemption and stay. Null when there is nothing.
 * @param key of the event; @param reason snake_case literal.
 */
export function forfeit(wallet: Wallet, lots: readonly Lot[], { key, reason, actor, now }: { key: string; reason: string; actor: string; now: string }): LedgerTransaction | null {
  const postings: Posting[] = [
    { from: "pending" as const, to: "breakage" as const, points: wallet.pending },
    { from: "available" as const, to: "breakage" as const, points: wallet.available },
    { from: "breakage" as const, to: "debt" as const, points: -wallet.debt },
  ].filter(({ points }) => points > 0n);
  if (postings.length === 0) return null;
  const left = lots.filter((lot) => lot.pending + lot.free > 0n);
  return {
    memberId: wallet.memberId, kind: "forfeit", key, postings, reason, values: {}, actor, orderId: null, effectiveAt: now, programVersion: null,
    lots: left.map((lot) => ({ lotId: lot.lotId, pending: -lot.pending, free: -lot.free, expired: lot.pending + lot.free })),
  };
}
