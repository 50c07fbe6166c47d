import type { LineFact, OrderFact } from "~/loyalty/orders/order-fact";

type Given = Pick<OrderFact, "orderId" | "customerId" | "processedAt" | "redeemedValueMinor">;

/** A paid order of three lines, 113.00 USD, as the webhook's parser makes it. */
export function paidOrder({ orderId, customerId, processedAt, redeemedValueMinor }: Given): OrderFact {
  return {
    orderId, name: `#${orderId}`, customerId, customerSeenAt: processedAt, emailHash: null, source: "web", test: false,
    currency: "USD", presentmentCurrency: "USD", taxesIncluded: false,
    createdAt: processedAt, processedAt, updatedAt: processedAt, paidAt: processedAt, fulfilledAt: null, cancelledAt: null, voided: false, deleted: false,
    tags: [], discountCodes: [], lines: [line("1", 4_000, 2), line("2", 2_500, 1), line("3", 800, 1)], shippingMinor: 650, shippingTaxMinor: 0, tipMinor: 0,
    presentment: { shippingMinor: 650, shippingTaxMinor: 0, tipMinor: 0 }, refunds: [], redeemedValueMinor, disputes: [], risk: "none", riskUpdatedAt: null,
  };
}

function line(lineId: string, unitPriceMinor: number, quantity: number): LineFact {
  const amounts = { unitPriceMinor, discountMinor: 0, taxMinor: Math.round(unitPriceMinor * quantity * 0.08) };
  return { lineId, productId: `31${lineId}`, variantId: `41${lineId}`, title: "Fern in a pot", quantity, removedQuantity: 0, ...amounts, presentment: amounts, giftCard: false, onSale: null, subscription: null };
}
