import type { LineFact, OrderFact, RefundFact } from "~/loyalty/orders/order-fact";

/** A paid order of one line of 50.00 USD by customer 7; every field can be given. */
export function anOrder(given: Partial<OrderFact> = {}): OrderFact {
  const orderId = given.orderId ?? "1001";
  return {
    orderId, name: `#${orderId}`, customerId: "7", customerSeenAt: "2026-03-01T12:00:00.000Z", emailHash: null, source: "web", test: false,
    currency: "USD", presentmentCurrency: "USD", taxesIncluded: false,
    createdAt: "2026-03-01T12:00:00.000Z", processedAt: "2026-03-01T12:00:00.000Z", updatedAt: "2026-03-01T12:00:00.000Z",
    paidAt: "2026-03-01T12:00:00.000Z", fulfilledAt: null, cancelledAt: null, voided: false, deleted: false,
    tags: [], discountCodes: [], lines: [aLine()], shippingMinor: 0, shippingTaxMinor: 0, tipMinor: 0,
    presentment: { shippingMinor: 0, shippingTaxMinor: 0, tipMinor: 0 },
    refunds: [], redeemedValueMinor: null, disputes: [], risk: "none", riskUpdatedAt: null,
    ...given,
  };
}

/** One unit of product 31 at 50.00; presentment amounts equal the shop's unless given. */
export function aLine(given: Partial<LineFact> = {}): LineFact {
  const amounts = { unitPriceMinor: given.unitPriceMinor ?? 5000, discountMinor: given.discountMinor ?? 0, taxMinor: given.taxMinor ?? 0 };
  return {
    lineId: "1", productId: "31", variantId: "41", title: "Fern", quantity: 1, removedQuantity: 0, ...amounts,
    presentment: amounts, giftCard: false, onSale: null, subscription: null, ...given,
  };
}

/** A refund of units of lines, or of an amount. */
export function aRefund(given: Partial<Omit<RefundFact, "lines">> & { lines?: { lineId: string; quantity: number; netMinor: number; taxMinor?: number }[] } = {}): RefundFact {
  const lines = (given.lines ?? []).map(({ taxMinor = 0, ...line }) =>
    ({ ...line, taxMinor, presentmentNetMinor: line.netMinor, presentmentTaxMinor: taxMinor }));
  return { refundId: "501", createdAt: "2026-03-05T12:00:00.000Z", amountMinor: 0, shippingMinor: 0, ...given, lines };
}
