import { larger, unionById } from "./join";
import type { RefundFact, RefundLineFact } from "./order-fact";
import { addRefundLines } from "./refunded-by-line";

/** Refunds of two facts, united by refund id. A refund never changes at Shopify; where two forms differ, the larger amounts stand. */
export function mergeRefunds(a: readonly RefundFact[], b: readonly RefundFact[]): RefundFact[] {
  return unionById(a, b, { id: (refund) => refund.refundId, join: joinRefund }).map((refund) =>
    ({ ...refund, lines: unionById(refund.lines, [], { id: (line) => line.lineId, join: addRefundLines }) }));
}

function joinRefund(a: RefundFact, b: RefundFact): RefundFact {
  return {
    refundId: a.refundId,
    createdAt: a.createdAt <= b.createdAt ? a.createdAt : b.createdAt,
    lines: unionById(onePerLine(a.lines), onePerLine(b.lines), { id: (line) => line.lineId, join: joinRefundLine }),
    amountMinor: larger(a.amountMinor, b.amountMinor),
    shippingMinor: larger(a.shippingMinor, b.shippingMinor),
  };
}

/** One refund may name a line twice (two locations): that is one line of the sum. */
function onePerLine(lines: readonly RefundLineFact[]): RefundLineFact[] {
  return unionById(lines, [], { id: (line) => line.lineId, join: addRefundLines });
}

function joinRefundLine(a: RefundLineFact, b: RefundLineFact): RefundLineFact {
  return {
    lineId: a.lineId,
    quantity: larger(a.quantity, b.quantity),
    netMinor: larger(a.netMinor, b.netMinor),
    taxMinor: larger(a.taxMinor, b.taxMinor),
    presentmentNetMinor: larger(a.presentmentNetMinor, b.presentmentNetMinor),
    presentmentTaxMinor: larger(a.presentmentTaxMinor, b.presentmentTaxMinor),
  };
}
