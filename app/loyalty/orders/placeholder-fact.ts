import type { DisputeFact, OrderFact, RefundFact } from "./order-fact";

/**
 * A fact about an order that was not seen itself: it carries only what grows (a refund, a dispute, a deletion, the
 * payments, the risk) and loses every replaceable field to any real fact. Merged with `mergeFacts` like any other, before
 * or after the order, with the same result.
 */
function placeholderFact(orderId: string, seen: Partial<GrowingFact>): OrderFact {
  return {
    orderId, name: "", customerId: null, customerSeenAt: null, emailHash: null, source: "other", test: false,
    currency: "", presentmentCurrency: "", taxesIncluded: false, createdAt: "", processedAt: "", updatedAt: "",
    paidAt: null, fulfilledAt: null, cancelledAt: null, voided: false, deleted: false,
    tags: [], discountCodes: [], lines: [], shippingMinor: 0, shippingTaxMinor: 0, tipMinor: 0,
    presentment: { shippingMinor: 0, shippingTaxMinor: 0, tipMinor: 0 },
    refunds: [], redeemedValueMinor: null, disputes: [], risk: "none", riskUpdatedAt: null,
    ...seen,
  };
}

export type GrowingFact = Pick<OrderFact, "paidAt" | "cancelledAt" | "voided" | "deleted" | "refunds" | "redeemedValueMinor" | "disputes" | "risk" | "riskUpdatedAt" | "hiddenAt">;

/** True while the order itself was not seen: nothing is settled until it is. */
export const isPlaceholder = (fact: OrderFact): boolean => fact.updatedAt === "";

export const refundPatch = (orderId: string, refund: RefundFact): OrderFact => placeholderFact(orderId, { refunds: [refund] });
export const disputePatch = (orderId: string, dispute: DisputeFact): OrderFact => placeholderFact(orderId, { disputes: [dispute] });
export const deletedPatch = (orderId: string): OrderFact => placeholderFact(orderId, { deleted: true });
/** What a job read from the order's payments; `redeemedValueMinor` in the shop's currency. */
export const paymentsPatch = (orderId: string, redeemedValueMinor: number): OrderFact => placeholderFact(orderId, { redeemedValueMinor });
export const riskPatch = (orderId: string, risk: OrderFact["risk"], readAt: string): OrderFact =>
  placeholderFact(orderId, { risk, riskUpdatedAt: readAt });
/** Shopify was asked for the order and did not show it. */
export const hiddenPatch = (orderId: string, hiddenAt: string): OrderFact => placeholderFact(orderId, { hiddenAt });
