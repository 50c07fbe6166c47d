import { compareLots } from "./allocate-fifo";
import { endOfReturned, type Returning } from "./days-of-grace";
import { creditAvailable } from "./credit";
import { redemptionTransaction, totalOf, type LotPart, type RedemptionEvent } from "./hold";
import type { Points } from "../points";
import type { LedgerTransaction, Lot, LotChange, Wallet } from "./posting";

/** Where points come back to, and until when those may be used whose lot is over. */
export interface ComeBack extends Returning {
  /** The lots of the parts; what is free in those that are over must have expired already. */
  lots: readonly Lot[];
}

/** A redemption is given back: held points become available in the lots they came from; what is owed is repaid first. */
export function voidHold(wallet: Wallet, parts: readonly LotPart[], { back, ...event }: RedemptionEvent & { back: ComeBack }): LedgerTransaction {
  const { postings, repaid } = creditAvailable(wallet, totalOf(parts), "held");
  const returning = parts.map(({ lotId, points }) => ({ lotId, points }));
  return redemptionTransaction(wallet, "void", event, { postings, lots: intoLots(returning, { part: "held", repaid, back }) });
}

/**
 * Moves points of lots from `held` or `spent` to `free`, the first of them to `repaid`. A lot that is over meanwhile gets its
 * days of grace when something in it becomes free again that had none yet: an expiry the member could do nothing about takes nothing.
 */
export function intoLots(returning: readonly { lotId: bigint; points: Points }[], { part, repaid, back }: { part: "held" | "spent"; repaid: Points; back: ComeBack }): LotChange[] {
  const lots = new Map(back.lots.map((lot) => [lot.lotId, lot]));
  const lotOf = (lotId: bigint) => {
    const lot = lots.get(lotId);
    if (!lot) throw new RangeError(`lot ${lotId}: expected the lots of the redemption`);
    return lot;
  };
  let owed = repaid;
  return [...returning].sort((a, b) => compareLots(lotOf(a.lotId), lotOf(b.lotId))).map(({ lotId, points }) => {
    const gone = owed < points ? owed : points;
    owed -= gone;
    const lot = lotOf(lotId);
    const until = endOfReturned(lot, back);
    return { lotId, [part]: -points, free: points - gone, repaid: gone, ...(until !== lot.expiresAt && gone < points ? { expiresAt: back.graceUntil } : {}) };
  });
}
