import type { Points } from "../points";
import { allocateFifo } from "./allocate-fifo";
import { creditAvailable } from "./credit";
import type { LedgerTransaction, Lot, LotChange, Posting, Wallet } from "./posting";

/** What is posted for an order and what it is worth, with the member's money bag beside it. */
export interface Standing {
  orderId: string;
  worth: Points;
  /** Sum of accruals and of clawbacks of this order so far; 0 <= reversed <= accrued. */
  accrued: Points;
  reversed: Points;
  wallet: Wallet;
  /** All lots of the member that have anything pending or free. */
  lots: readonly Lot[];
  /** When the points become spendable; null = not known yet. Not after `now` = at once. */
  releaseAt: string | null;
  earnedAt: string;
  expiresAt: string | null;
  /** Why, as a key of the language file with its values. */
  reason: string;
  values: LedgerTransaction["values"];
  effectiveAt: string;
  actor: string;
  programVersion: number | null;
  now: string;
}

/**
 * The transaction that brings the ledger to what an order is worth, or null when it is there already: settling the same facts
 * again posts nothing. Its key names the totals after it, which only grow, so two attempts of one settlement collide.
 */
export function differenceFor(standing: Standing): LedgerTransaction | null {
  const difference = standing.worth - (standing.accrued - standing.reversed);
  if (difference === 0n) return null;
  return difference > 0n ? accrual(standing, difference) : clawback(standing, -difference);
}

function accrual(standing: Standing, points: Points): LedgerTransaction {
  const { wallet, orderId, earnedAt, releaseAt, expiresAt } = standing;
  const spendable = releaseAt !== null && releaseAt <= standing.now;
  const credit = spendable ? creditAvailable(wallet, points, "issuance") : { postings: [{ from: "issuance", to: "pending", points } satisfies Posting], free: 0n, repaid: 0n };
  const lot = { amount: points, pending: spendable ? 0n : points, free: credit.free, repaid: credit.repaid, orderId, earnedAt, releaseAt, expiresAt };
  return transaction(standing, { kind: "accrual", postings: credit.postings, lots: [{ create: lot }], accrued: standing.accrued + points, reversed: standing.reversed });
}

/**
 * Takes points back: from what the order gave and is still pending, then still free, then from other spendable lots in FIFO
 * order; the rest is owed. Held points are promised to a redemption and never touched, nor is another order's pending.
 */
function clawback(standing: Standing, points: Points): LedgerTransaction {
  const own = standing.lots.filter((lot) => lot.orderId === standing.orderId);
  const others = standing.lots.filter((lot) => lot.orderId !== standing.orderId);
  const pending = allocateFifo(own, "pending", points);
  const ownFree = allocateFifo(own, "free", pending.left);
  const otherFree = allocateFifo(others, "free", ownFree.left);
  const fromPending = points - pending.left;
  const fromAvailable = pending.left - otherFree.left;
  const postings: Posting[] = [
    { from: "pending", to: "issuance", points: fromPending },
    { from: "available", to: "issuance", points: fromAvailable },
    { from: "debt", to: "issuance", points: otherFree.left },
  ];
  const lots: LotChange[] = [
    ...pending.taken.map((taken) => ({ lotId: taken.lotId, pending: -taken.points, reversed: taken.points })),
    ...[...ownFree.taken, ...otherFree.taken].map((taken) => ({ lotId: taken.lotId, free: -taken.points, reversed: taken.points })),
  ];
  return transaction(standing, { kind: "clawback", postings: postings.filter((posting) => posting.points > 0n), lots, accrued: standing.accrued, reversed: standing.reversed + points });
}

function transaction(standing: Standing, what: Pick<LedgerTransaction, "kind" | "postings" | "lots"> & { accrued: Points; reversed: Points }): LedgerTransaction {
  const { kind, postings, lots, accrued, reversed } = what;
  const { reason, values, actor, orderId, effectiveAt, programVersion } = standing;
  const key = `order:${orderId}:accrued:${accrued}:reversed:${reversed}`;
  return { memberId: standing.wallet.memberId, kind, key, postings, reason, values, actor, orderId, effectiveAt, programVersion, lots };
}
