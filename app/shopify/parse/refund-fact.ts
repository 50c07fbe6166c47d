import type { RefundFact, RefundLineFact } from "~/loyalty/orders/order-fact";
import type { MoneyPair } from "./money";

/** A refund as either form tells it. */
export interface RefundParts {
  refundId: string;
  createdAt: string;
  /** `subtotal` is after discounts, with the tax inside when the order's taxes are included. */
  lines: { lineId: string; quantity: number; subtotal: MoneyPair; tax: MoneyPair }[];
  /** Negative where more money went back than goods. Pending ones pay what returned or edited goods left owing. */
  discrepancies: { pending: boolean; minor: number }[];
  /** Shipping that went back, tax inside. */
  shippingMinor: number;
  /** Money that went back in all. */
  paidMinor: number;
}

/**
 * @param taxesIncluded null when nobody knows yet: then the tax is taken to be inside. That is never too much, and the
 *   order's own fact, which lists the refund again, settles it (of two forms the larger amounts stand).
 */
export function refundFact({ refundId, createdAt, ...parts }: RefundParts, taxesIncluded: boolean | null): RefundFact {
  return { refundId, createdAt, lines: parts.lines.map((line) => refundLine(line, taxesIncluded ?? true)), amountMinor: amountWithoutLines(parts), shippingMinor: parts.shippingMinor };
}

function refundLine({ lineId, quantity, subtotal, tax }: RefundParts["lines"][number], taxesIncluded: boolean): RefundLineFact {
  const inside = taxesIncluded ? tax : { shop: 0, presentment: 0 };
  return {
    lineId, quantity,
    netMinor: subtotal.shop - inside.shop, taxMinor: tax.shop,
    presentmentNetMinor: subtotal.presentment - inside.presentment, presentmentTaxMinor: tax.presentment,
  };
}

/** Goodwill: money that went back beyond goods and shipping. A refund that names nothing is all goodwill. */
function amountWithoutLines({ lines, discrepancies, shippingMinor, paidMinor }: Omit<RefundParts, "refundId" | "createdAt">): number {
  if (lines.length === 0 && discrepancies.length === 0 && shippingMinor === 0) return paidMinor;
  return discrepancies.reduce((sum, { pending, minor }) => sum + (pending || minor >= 0 ? 0 : -minor), 0);
}
