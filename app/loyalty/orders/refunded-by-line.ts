import type { OrderFact, RefundLineFact } from "./order-fact";

/** All refunds of each line added up; null when no refund names a line (the usual case, at no cost). */
export function refundedByLine(fact: Pick<OrderFact, "refunds">): Map<string, RefundLineFact> | null {
  let byLine: Map<string, RefundLineFact> | null = null;
  for (const { lines } of fact.refunds) {
    for (const line of lines) {
      byLine ??= new Map();
      const known = byLine.get(line.lineId);
      byLine.set(line.lineId, known ? addRefundLines(known, line) : line);
    }
  }
  return byLine;
}

/** Two refunds of one line as one. */
export function addRefundLines(a: RefundLineFact, b: RefundLineFact): RefundLineFact {
  return {
    lineId: a.lineId,
    quantity: a.quantity + b.quantity,
    netMinor: a.netMinor + b.netMinor,
    taxMinor: a.taxMinor + b.taxMinor,
    presentmentNetMinor: a.presentmentNetMinor + b.presentmentNetMinor,
    presentmentTaxMinor: a.presentmentTaxMinor + b.presentmentTaxMinor,
  };
}
