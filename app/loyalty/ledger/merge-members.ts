import type { Points } from "../points";
import { allocateFifo } from "./allocate-fifo";
import { applyPostings } from "./apply";
import type { LedgerTransaction, Lot, LotChange, Posting, Wallet } from "./posting";

export interface Purse { wallet: Wallet; lots: readonly Lot[] }

/**
 * Everything of one member becomes another's: pockets, debt, and the lots themselves with their dates. The sum of both
 * before is what the survivor has after; if one owed and the other had, what is owed is repaid.
 * The transactions post through `adjustments`, where the two sides cancel. Nothing to move = no transactions.
 */
export function mergeMembers(loser: Purse, survivor: Purse, when: { now: string; actor: string }): LedgerTransaction[] {
  const out = outOf(loser.wallet);
  if (out.length === 0 && loser.lots.length === 0) return [];
  const into = out.map(({ from, to, points }): Posting => ({ from: to, to: from, points }));
  const repaid = repayable(loser.wallet, survivor.wallet);
  const key = `merge:${loser.wallet.memberId}:into:${survivor.wallet.memberId}`;
  const common = { actor: when.actor, orderId: null, effectiveAt: when.now, programVersion: null, values: {} };
  const moves: LotChange[] = loser.lots.map((lot) => ({ lotId: lot.lotId, moveTo: survivor.wallet.memberId }));
  const repayment: Posting[] = repaid > 0n ? [{ from: "available", to: "debt", points: repaid }] : [];
  const incoming: LedgerTransaction = {
    ...common, memberId: survivor.wallet.memberId, kind: "merge_in", key: `${key}:in`, reason: "customers_merged",
    postings: [...into, ...repayment], lots: repayLots([...loser.lots, ...survivor.lots], repaid),
  };
  applyPostings(survivor.wallet, incoming.postings);
  return [{ ...common, memberId: loser.wallet.memberId, kind: "merge_out", key: `${key}:out`, reason: "customers_merged", postings: out, lots: moves }, incoming];
}

function outOf({ pending, available, held, debt }: Wallet): Posting[] {
  const postings: Posting[] = [
    { from: "pending", to: "adjustments", points: pending },
    { from: "available", to: "adjustments", points: available },
    { from: "held", to: "adjustments", points: held },
    { from: "adjustments", to: "debt", points: -debt },
  ];
  return postings.filter(({ points }) => points > 0n);
}

/** What the available points of one repay of what the other owed. */
function repayable(loser: Wallet, survivor: Wallet): Points {
  const available = loser.available + survivor.available;
  const owed = -(loser.debt + survivor.debt);
  return available < owed ? available : owed;
}

function repayLots(lots: readonly Lot[], repaid: Points): LotChange[] {
  return allocateFifo(lots, "free", repaid).taken.map(({ lotId, points }) => ({ lotId, free: -points, repaid: points }));
}
