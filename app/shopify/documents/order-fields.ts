/** Both currencies of an amount. Written out, not a fragment: bulk queries take none. */
export const MONEY = "{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }";

/** Fields an order fact is made of; `parseOrderQuery` reads exactly these. Lists that may be long are asked for by each document. */
export const ORDER_FIELDS = `
  id name test email currencyCode presentmentCurrencyCode taxesIncluded sourceName createdAt processedAt updatedAt cancelledAt
  displayFinancialStatus displayFulfillmentStatus tags discountCodes paymentGatewayNames
  customer { id }
  totalTipReceivedSet ${MONEY}
  fulfillments { createdAt status }
  disputes { id status }
  risk { recommendation assessments { riskLevel } }`;

export const LINE_FIELDS = `
  id title quantity currentQuantity isGiftCard taxable requiresShipping
  product { id }
  variant { id compareAtPrice }
  sellingPlan { name }
  originalUnitPriceSet ${MONEY}
  discountAllocations { allocatedAmountSet ${MONEY} }
  taxLines { priceSet ${MONEY} }`;

export const SHIPPING_FIELDS = `
  id isRemoved
  discountedPriceSet ${MONEY}
  taxLines { priceSet ${MONEY} }`;
