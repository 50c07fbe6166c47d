import type { DisputeFact, LineFact, OrderFact, RefundFact } from "~/loyalty/orders/order-fact";
import { disputeStatus } from "./dispute-webhook";
import { addPairs, currencyOf, decimalMinor, NOTHING, pairOf, type Currencies, type MoneyPair } from "./money";
import { isPaid, isVoided, orderSource, paysWithRedeemed } from "./order-source";
import { unitsRefunded } from "./order-webhook";
import type { ParseContext } from "./parse-context";
import { countOf, fieldsOf, flagOf, idOf, listOf, nodesOf, textOf, timeOf, timeOrNull, type Fields } from "./read";
import { refundFact } from "./refund-fact";

/**
 * An order as the Admin API gives it to the fields of `ORDER_FIELDS`: the same fact as the webhook's, and what only a query
 * tells (disputes, risk, first subscription orders, what was on sale).
 * @throws RangeError with value, place and expectation.
 */
export function parseOrderQuery(node: unknown, context: ParseContext): OrderFact {
  const order = fieldsOf(node, "order");
  const currencies = { shop: currencyOf(order.currencyCode, "order.currencyCode"), presentment: currencyOf(order.presentmentCurrencyCode, "order.presentmentCurrencyCode") };
  const updatedAt = timeOf(order.updatedAt, "order.updatedAt");
  const financial = textOf(order.displayFinancialStatus, "order.displayFinancialStatus");
  const gateways = listOf(order.paymentGatewayNames, "order.paymentGatewayNames").map((name, i) => textOf(name, `order.paymentGatewayNames[${i}]`));
  const taxesIncluded = flagOf(order.taxesIncluded, "order.taxesIncluded");
  const refunds = listOf(order.refunds, "order.refunds").map((entry, i) => refundOf(entry, { currencies, taxesIncluded, place: `order.refunds[${i}]` }));
  const customerId = order.customer ? idOf(fieldsOf(order.customer, "order.customer").id, "order.customer.id") : null;
  const source = orderSource(textOf(order.sourceName, "order.sourceName"));
  const tip = order.totalTipReceivedSet ? pairOf(order.totalTipReceivedSet, currencies, "order.totalTipReceivedSet") : NOTHING;
  const shipping = shippingOf(order, currencies);
  return {
    orderId: idOf(order.id, "order.id"),
    name: textOf(order.name, "order.name"),
    customerId, customerSeenAt: customerId === null ? null : updatedAt,
    emailHash: context.emailHash(textOf(order.email, "order.email") || null),
    source, test: flagOf(order.test, "order.test"),
    currency: currencies.shop, presentmentCurrency: currencies.presentment, taxesIncluded,
    createdAt: timeOf(order.createdAt, "order.createdAt"), processedAt: timeOf(order.processedAt, "order.processedAt"), updatedAt,
    paidAt: isPaid(financial) ? updatedAt : null,
    fulfilledAt: fulfilledAt(order),
    cancelledAt: timeOrNull(order.cancelledAt, "order.cancelledAt"),
    voided: isVoided(financial), deleted: false,
    tags: listOf(order.tags, "order.tags").map((tag, i) => textOf(tag, `order.tags[${i}]`)),
    discountCodes: listOf(order.discountCodes, "order.discountCodes").map((code, i) => textOf(code, `order.discountCodes[${i}]`)),
    lines: linesOf(order, { currencies, source, refunded: unitsRefunded(refunds), tip }),
    shippingMinor: shipping.price.shop, shippingTaxMinor: shipping.tax.shop, tipMinor: tip.shop,
    presentment: { shippingMinor: shipping.price.presentment, shippingTaxMinor: shipping.tax.presentment, tipMinor: tip.presentment },
    refunds,
    redeemedValueMinor: isPaid(financial) && !paysWithRedeemed(gateways) ? 0 : null,
    disputes: disputesOf(order, updatedAt),
    ...riskOf(order),
  };
}

interface LineContext { currencies: Currencies; source: OrderFact["source"]; refunded: ReadonlyMap<string, number>; tip: MoneyPair }

/** A query lists the tip among the lines without saying so: it is what has no product, no tax and no shipping and adds up to the tip. */
function linesOf(order: Fields, context: LineContext): LineFact[] {
  const nodes = nodesOf(order.lineItems, "order.lineItems").map((entry, i) => ({ line: fieldsOf(entry, `order.lineItems[${i}]`), place: `order.lineItems[${i}]` }));
  const maybeTips = context.tip.shop === 0 ? [] : nodes.filter(({ line }) => (line.product ?? null) === null && (line.variant ?? null) === null && line.taxable === false && line.requiresShipping === false && line.isGiftCard !== true);
  const sum = maybeTips.reduce((total, { line, place }) => total + pairOf(line.originalUnitPriceSet, context.currencies, `${place}.originalUnitPriceSet`).shop, 0);
  const tips = sum === context.tip.shop ? maybeTips : maybeTips.filter(({ line }) => line.title === "Tip");
  return nodes.filter((node) => !tips.includes(node)).map(({ line, place }) => lineOf(line, context, place));
}

function lineOf(line: Fields, { currencies, source, refunded }: LineContext, place: string): LineFact {
  const lineId = idOf(line.id, `${place}.id`);
  const quantity = countOf(line.quantity, `${place}.quantity`);
  const price = pairOf(line.originalUnitPriceSet, currencies, `${place}.originalUnitPriceSet`);
  const discount = sumOf(line.discountAllocations, "allocatedAmountSet", { currencies, place: `${place}.discountAllocations` });
  const tax = sumOf(line.taxLines, "priceSet", { currencies, place: `${place}.taxLines` });
  const first = source !== "subscription" && line.sellingPlan !== undefined && line.sellingPlan !== null;
  return {
    lineId,
    productId: line.product ? idOf(fieldsOf(line.product, `${place}.product`).id, `${place}.product.id`) : null,
    variantId: line.variant ? idOf(fieldsOf(line.variant, `${place}.variant`).id, `${place}.variant.id`) : null,
    title: textOf(line.title, `${place}.title`), quantity,
    removedQuantity: Math.max(0, quantity - countOf(line.currentQuantity, `${place}.currentQuantity`) - (refunded.get(lineId) ?? 0)),
    unitPriceMinor: price.shop, discountMinor: discount.shop, taxMinor: tax.shop,
    presentment: { unitPriceMinor: price.presentment, discountMinor: discount.presentment, taxMinor: tax.presentment },
    giftCard: flagOf(line.isGiftCard, `${place}.isGiftCard`), onSale: isOnSale(line.variant, { price, currencies, place: `${place}.variant` }),
    subscription: source === "subscription" ? "renewal" : first ? "first" : null,
  };
}

/** Sold below the price it is compared at, which is that of now: Shopify keeps none with the order. What has no variant any more is not on sale. */
function isOnSale(variant: unknown, { price, currencies, place }: { price: MoneyPair; currencies: Currencies; place: string }): boolean | null {
  if (variant === null || variant === undefined) return false;
  const { compareAtPrice } = fieldsOf(variant, place);
  if (compareAtPrice === undefined) return null; // A reading of before this was asked for.
  return compareAtPrice !== null && decimalMinor(compareAtPrice, currencies.shop, `${place}.compareAtPrice`) > price.shop;
}

function shippingOf(order: Fields, currencies: Currencies): { price: MoneyPair; tax: MoneyPair } {
  let price = NOTHING, tax = NOTHING;
  for (const [i, entry] of nodesOf(order.shippingLines, "order.shippingLines").entries()) {
    const place = `order.shippingLines[${i}]`;
    const line = fieldsOf(entry, place);
    if (line.isRemoved === true) continue;
    price = addPairs(price, pairOf(line.discountedPriceSet, currencies, `${place}.discountedPriceSet`));
    tax = addPairs(tax, sumOf(line.taxLines, "priceSet", { currencies, place: `${place}.taxLines` }));
  }
  return { price, tax };
}

interface RefundContext { currencies: Currencies; taxesIncluded: boolean; place: string }

function refundOf(entry: unknown, { currencies, taxesIncluded, place }: RefundContext): RefundFact {
  const refund = fieldsOf(entry, place);
  return refundFact({
    refundId: idOf(refund.id, `${place}.id`),
    createdAt: timeOf(refund.createdAt ?? refund.processedAt, `${place}.createdAt`),
    lines: nodesOf(refund.refundLineItems, `${place}.refundLineItems`).map((each, i) => {
      const at = `${place}.refundLineItems[${i}]`;
      const line = fieldsOf(each, at);
      return {
        lineId: idOf(fieldsOf(line.lineItem, `${at}.lineItem`).id, `${at}.lineItem.id`), quantity: countOf(line.quantity, `${at}.quantity`),
        subtotal: pairOf(line.subtotalSet, currencies, `${at}.subtotalSet`), tax: pairOf(line.totalTaxSet, currencies, `${at}.totalTaxSet`),
      };
    }),
    discrepancies: nodesOf(refund.orderAdjustments, `${place}.orderAdjustments`).map((each, i) => {
      const at = `${place}.orderAdjustments[${i}]`;
      const adjustment = fieldsOf(each, at);
      const minor = addPairs(pairOf(adjustment.amountSet, currencies, `${at}.amountSet`), pairOf(adjustment.taxAmountSet, currencies, `${at}.taxAmountSet`)).shop;
      return { pending: adjustment.reason === "PENDING_REFUND_DISCREPANCY", minor };
    }),
    shippingMinor: nodesOf(refund.refundShippingLines, `${place}.refundShippingLines`).reduce<number>((sum, each, i) => {
      const at = `${place}.refundShippingLines[${i}]`;
      const line = fieldsOf(each, at);
      return sum + addPairs(pairOf(line.subtotalAmountSet, currencies, `${at}.subtotalAmountSet`), pairOf(line.taxAmountSet, currencies, `${at}.taxAmountSet`)).shop;
    }, 0),
    paidMinor: pairOf(refund.totalRefundedSet, currencies, `${place}.totalRefundedSet`).shop,
  }, taxesIncluded);
}

function sumOf(list: unknown, name: string, { currencies, place }: { currencies: Currencies; place: string }): MoneyPair {
  return listOf(list, place).reduce<MoneyPair>((sum, entry, i) => addPairs(sum, pairOf(fieldsOf(entry, `${place}[${i}]`)[name], currencies, `${place}[${i}].${name}`)), NOTHING);
}

function fulfilledAt(order: Fields): string | null {
  if (order.displayFulfillmentStatus !== "FULFILLED") return null;
  const times = listOf(order.fulfillments, "order.fulfillments").map((entry, i) => ({ done: fieldsOf(entry, `order.fulfillments[${i}]`), place: `order.fulfillments[${i}].createdAt` }))
    .filter(({ done }) => done.status === "SUCCESS").map(({ done, place }) => timeOf(done.createdAt, place));
  return times.sort().at(-1) ?? timeOf(order.updatedAt, "order.updatedAt");
}

function disputesOf(order: Fields, updatedAt: string): DisputeFact[] {
  return listOf(order.disputes, "order.disputes").map((entry, i) => {
    const dispute = fieldsOf(entry, `order.disputes[${i}]`);
    return { disputeId: idOf(dispute.id, `order.disputes[${i}].id`), status: disputeStatus(dispute.status, `order.disputes[${i}].status`), updatedAt };
  });
}

/** `readAt` is put beside the order by whoever read it: Shopify tells no time of an assessment. */
function riskOf(order: Fields): Pick<OrderFact, "risk" | "riskUpdatedAt"> {
  if (!order.risk || order.readAt === undefined) return { risk: "none", riskUpdatedAt: null };
  const risk = fieldsOf(order.risk, "order.risk");
  const high = risk.recommendation === "CANCEL" || listOf(risk.assessments, "order.risk.assessments").some((entry) => fieldsOf(entry, "order.risk.assessments").riskLevel === "HIGH");
  return { risk: high ? "high" : "none", riskUpdatedAt: timeOf(order.readAt, "order.readAt") };
}
