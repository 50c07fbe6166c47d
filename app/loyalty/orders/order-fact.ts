/**
 * What is known about one order, as made by either parser (webhook or GraphQL). Money is integer minor units of
 * `currency` (the shop's), or of `presentmentCurrency` in the fields named so. Ids are Shopify's numeric ids as text.
 * Times are ISO-8601 UTC with milliseconds, so that they compare as text. Facts are JSON (no bigint inside): they are stored as they are.
 */
export interface OrderFact {
  orderId: string;
  name: string;
  customerId: string | null;
  /** `updatedAt` of the newest fact that named the customer; null when none did. A later fact without a customer takes nobody's order away. */
  customerSeenAt: string | null;
  /** Keyed hash of the normalized e-mail; guests are claimed by it. Never the address itself. */
  emailHash: string | null;
  source: "web" | "pos" | "draft" | "subscription" | "other";
  test: boolean;
  currency: string;
  presentmentCurrency: string;
  taxesIncluded: boolean;
  createdAt: string;
  processedAt: string;
  /** Newest wins. Empty text marks a placeholder: only a refund, dispute or deletion of the order is known so far (`isPlaceholder`). */
  updatedAt: string;
  /** The earliest paid time any fact has shown; null while nobody saw it paid. */
  paidAt: string | null;
  fulfilledAt: string | null;
  cancelledAt: string | null;
  /** Voided payment or deleted order: worth nothing, for ever. */
  voided: boolean;
  deleted: boolean;
  tags: string[];
  discountCodes: string[];
  lines: LineFact[];
  /** After discounts; contains `shippingTaxMinor` when the order's taxes are included. */
  shippingMinor: number;
  shippingTaxMinor: number;
  tipMinor: number;
  /** The same three in the presentment currency. */
  presentment: { shippingMinor: number; shippingTaxMinor: number; tipMinor: number };
  /** Grows only: refunds by id. */
  refunds: RefundFact[];
  /** Part of the payment made by gift card or store credit; null until the payments were read. */
  redeemedValueMinor: number | null;
  /** Grows only: disputes by id, each with its newest status. */
  disputes: DisputeFact[];
  risk: "none" | "high";
  /** When the risk was read; null = never (the order payload itself does not tell). Newest wins. */
  riskUpdatedAt: string | null;
  /** When Shopify was last asked for the order and did not show it; absent when it always did. */
  hiddenAt?: string;
}

export interface DisputeFact { disputeId: string; status: "open" | "won" | "lost"; updatedAt: string }

export interface LineFact {
  lineId: string;
  productId: string | null;
  variantId: string | null;
  title: string;
  /** As bought (after upward edits). */
  quantity: number;
  /** Units taken off by an order edit, without the units refunded. */
  removedQuantity: number;
  unitPriceMinor: number;
  /** All discount allocations of the line (order and line discounts), for `quantity` units. */
  discountMinor: number;
  /** Tax of the line for `quantity` units; contained in the price when the order's taxes are included. */
  taxMinor: number;
  /** The same three in the presentment currency. */
  presentment: { unitPriceMinor: number; discountMinor: number; taxMinor: number };
  giftCard: boolean;
  /** Null while only a webhook told of the line, which says neither this nor whether it begins a subscription. */
  onSale: boolean | null;
  subscription: "first" | "renewal" | null;
}

export interface RefundFact {
  refundId: string;
  createdAt: string;
  lines: RefundLineFact[];
  /** Money that went back for goods without naming lines (amount-only refunds), tax inside; spread over the lines by amount. */
  amountMinor: number;
  shippingMinor: number;
}

/** `netMinor` is after discounts and without tax; `taxMinor` its tax. */
export interface RefundLineFact {
  lineId: string;
  quantity: number;
  netMinor: number;
  taxMinor: number;
  presentmentNetMinor: number;
  presentmentTaxMinor: number;
}

/** Products as far as rules ask for them. */
export interface ProductFact { productId: string; tags: string[]; collectionIds: string[]; giftCard: boolean }
