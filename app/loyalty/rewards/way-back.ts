import type { RedemptionReason } from "../ledger/hold";
import type { RedemptionFacts } from "./redemption-path";

type Standing = Pick<RedemptionFacts, "status"> & { expiresAt: Date | null };

/** Whether a code is out whose time is over. */
export const isOver = ({ status, expiresAt }: Standing, now: Date) => status === "issued" && expiresAt !== null && expiresAt <= now;

/**
 * How a redemption is given back: without a code its points return at once; a code has to leave the shop first, and then all orders are
 * read. A code that is over ends as one, though the minute's look has not come to it yet: what its points become is settled, unless
 * the customer is forgotten. @returns null when it is over, or on its way back already.
 */
export function wayBack(redemption: Standing, reason: RedemptionReason, now: Date): "at_once" | { closingAs: RedemptionReason } | null {
  if (redemption.status === "held") return "at_once";
  if (redemption.status !== "issued") return null;
  return { closingAs: isOver(redemption, now) && reason !== "customer_erased" ? "code_expired" : reason };
}
