/**
 * What is known about one order, as made by either parser (webhook or GraphQL). Money is integer minor units of
 * `currency` (the shop's), or of `presentmentCurrency` in the fields named so. Ids are Shopify's numeric ids as text.
 * Times are ISO-8601 UTC with milliseconds, so that they compare as text. Facts are JSON (no bigint inside): they are stored as they are.
 */
export interface OrderFact {
  orderId: string;
  name: string;
  customerId: string | null;
  /** Keyed hash of the normalized e-mail; guests are claimed by it. Never the address itself. */
  emailHash: string | null;
  source: "web" | "pos" | "draft" | "subscription" | "other";
  test: boolean;
  currency: string;
  presentmentCurrency: string;
  taxesIncluded: boolean;
  createdAt: string;
  processedAt: string;
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
  shippingMinor: number;
  shippingTaxMinor: number;
  tipMinor: number;
  /** Grows only: refunds by id. */
  refunds: RefundFact[];
  /** Part of the payment made by gift card or store credit; null until the payments were read. */
  redeemedValueMinor: number | null;
  dispute: "none" | "open" | "won" | "lost";
  disputeUpdatedAt: string | null;
  risk: "none" | "high";
}

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
  /** All discount allocations of the line. */
  discountMinor: number;
  /** Tax of the line; contained in the price when the order's taxes are included. */
  taxMinor: number;
  /** The same three in the presentment currency. */
  presentment: { unitPriceMinor: number; discountMinor: number; taxMinor: number };
  giftCard: boolean;
  onSale: boolean | null;
  subscription: "first" | "renewal" | null;
}

export interface RefundFact {
  refundId: string;
  createdAt: string;
  /** `netMinor` is without tax; `taxMinor` its tax. */
  lines: { lineId: string; quantity: number; netMinor: number; taxMinor: number; presentmentNetMinor: number }[];
  /** Money that went back for goods without naming lines (amount-only refunds); spread over the lines by net amount. */
  amountMinor: number;
  presentmentAmountMinor: number;
  shippingMinor: number;
}

/** Products as far as rules ask for them. */
export interface ProductFact { productId: string; tags: string[]; collectionIds: string[]; giftCard: boolean }
