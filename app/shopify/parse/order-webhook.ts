import type { LineFact, OrderFact } from "~/loyalty/orders/order-fact";
import { addPairs, currencyOf, decimalMinor, NOTHING, pairNamed, type Currencies, type MoneyPair } from "./money";
import { isPaid, isVoided, orderSource, paysWithRedeemed } from "./order-source";
import type { ParseContext } from "./parse-context";
import { countOf, fieldsOf, flagOf, idOf, idOrNull, listOf, textOf, timeOf, timeOrNull, type Fields } from "./read";
import { refundOf } from "./refund-webhook";

/**
 * orders/create, updated, paid, cancelled: the whole order in REST form, as one fact.
 * @throws RangeError with value, place and expectation.
 */
export function parseOrderWebhook(payload: unknown, context: ParseContext): OrderFact {
  const order = fieldsOf(payload, "order");
  const shop = currencyOf(order.currency, "order.currency");
  const currencies = { shop, presentment: order.presentment_currency ? currencyOf(order.presentment_currency, "order.presentment_currency") : shop };
  const updatedAt = timeOf(order.updated_at, "order.updated_at");
  const financial = textOf(order.financial_status, "order.financial_status");
  const gateways = listOf(order.payment_gateway_names, "order.payment_gateway_names").map((name, i) => textOf(name, `order.payment_gateway_names[${i}]`));
  const taxesIncluded = flagOf(order.taxes_included, "order.taxes_included");
  const refunds = listOf(order.refunds, "order.refunds").map((entry, i) => refundOf(fieldsOf(entry, `order.refunds[${i}]`), { currencies, taxesIncluded, place: `order.refunds[${i}]` }));
  const customerId = order.customer ? idOrNull(fieldsOf(order.customer, "order.customer").id, "order.customer.id") : null;
  const source = orderSource(textOf(order.source_name, "order.source_name"));
  const { lines, tip } = linesOf(order, { currencies, source, refunded: unitsRefunded(refunds) });
  const shipping = shippingOf(order, currencies);
  return {
    orderId: idOf(order.id, "order.id"),
    name: textOf(order.name, "order.name"),
    customerId, customerSeenAt: customerId === null ? null : updatedAt,
    emailHash: context.emailHash(textOf(order.email ?? order.contact_email, "order.email") || null),
    source, test: flagOf(order.test, "order.test"),
    currency: currencies.shop, presentmentCurrency: currencies.presentment, taxesIncluded,
    createdAt: timeOf(order.created_at, "order.created_at"),
    processedAt: timeOf(order.processed_at ?? order.created_at, "order.processed_at"),
    updatedAt,
    paidAt: isPaid(financial) ? updatedAt : null,
    fulfilledAt: fulfilledAt(order),
    cancelledAt: timeOrNull(order.cancelled_at, "order.cancelled_at"),
    voided: isVoided(financial), deleted: false,
    tags: textOf(order.tags, "order.tags").split(",").map((tag) => tag.trim()).filter(Boolean),
    discountCodes: listOf(order.discount_codes, "order.discount_codes").map((entry, i) => textOf(fieldsOf(entry, `order.discount_codes[${i}]`).code, `order.discount_codes[${i}].code`)),
    lines,
    shippingMinor: shipping.price.shop, shippingTaxMinor: shipping.tax.shop, tipMinor: tip.shop,
    presentment: { shippingMinor: shipping.price.presentment, shippingTaxMinor: shipping.tax.presentment, tipMinor: tip.presentment },
    refunds,
    redeemedValueMinor: isPaid(financial) && !paysWithRedeemed(gateways) ? 0 : null,
    disputes: [], risk: "none", riskUpdatedAt: null,
  };
}

interface LineContext { currencies: Currencies; source: OrderFact["source"]; refunded: ReadonlyMap<string, number> }

/** Goods, and the tip, which Shopify lists among them. */
function linesOf(order: Fields, context: LineContext): { lines: LineFact[]; tip: MoneyPair } {
  const lines: LineFact[] = [];
  let tip = NOTHING;
  for (const [i, entry] of listOf(order.line_items, "order.line_items").entries()) {
    const place = `order.line_items[${i}]`;
    const line = fieldsOf(entry, place);
    if (line.tip || line.tip_payment_gateway) tip = addPairs(tip, pairNamed(line, "price", { currencies: context.currencies, place }));
    else lines.push(lineOf(line, context, place));
  }
  const total = order.total_tip_received;
  const tipMinor = total === undefined || total === null ? tip.shop : decimalMinor(total, context.currencies.shop, "order.total_tip_received");
  const same = context.currencies.shop === context.currencies.presentment;
  return { lines, tip: { shop: tipMinor, presentment: same ? tipMinor : tip.presentment } };
}

function lineOf(line: Fields, { currencies, source, refunded }: LineContext, place: string): LineFact {
  const lineId = idOf(line.id, `${place}.id`);
  const quantity = countOf(line.quantity, `${place}.quantity`);
  const current = line.current_quantity === undefined ? quantity : countOf(line.current_quantity, `${place}.current_quantity`);
  const price = pairNamed(line, "price", { currencies, place });
  const discount = sumOf(line.discount_allocations, "amount", { currencies, place: `${place}.discount_allocations` });
  const tax = sumOf(line.tax_lines, "price", { currencies, place: `${place}.tax_lines` });
  return {
    lineId, productId: idOrNull(line.product_id, `${place}.product_id`), variantId: idOrNull(line.variant_id, `${place}.variant_id`),
    title: textOf(line.title, `${place}.title`), quantity,
    removedQuantity: line.current_quantity === undefined ? 0 : Math.max(0, quantity - current - (refunded.get(lineId) ?? 0)),
    unitPriceMinor: price.shop, discountMinor: discount.shop, taxMinor: tax.shop,
    presentment: { unitPriceMinor: price.presentment, discountMinor: discount.presentment, taxMinor: tax.presentment },
    giftCard: flagOf(line.gift_card, `${place}.gift_card`), onSale: null, subscription: source === "subscription" ? "renewal" : null,
  };
}

function shippingOf(order: Fields, currencies: Currencies): { price: MoneyPair; tax: MoneyPair } {
  let price = NOTHING, tax = NOTHING;
  for (const [i, entry] of listOf(order.shipping_lines, "order.shipping_lines").entries()) {
    const place = `order.shipping_lines[${i}]`;
    const line = fieldsOf(entry, place);
    if (line.is_removed === true) continue;
    price = addPairs(price, pairNamed(line, line.discounted_price === undefined && line.discounted_price_set === undefined ? "price" : "discounted_price", { currencies, place }));
    tax = addPairs(tax, sumOf(line.tax_lines, "price", { currencies, place: `${place}.tax_lines` }));
  }
  return { price, tax };
}

function sumOf(list: unknown, name: string, { currencies, place }: { currencies: Currencies; place: string }): MoneyPair {
  const entries = listOf(list, place);
  let sum = NOTHING;
  for (let i = 0; i < entries.length; i++) {
    const at = `${place}[${i}]`;
    sum = addPairs(sum, pairNamed(fieldsOf(entries[i], at), name, { currencies, place: at }));
  }
  return sum;
}

function fulfilledAt(order: Fields): string | null {
  if (order.fulfillment_status !== "fulfilled") return null;
  const times = listOf(order.fulfillments, "order.fulfillments")
    .map((entry, i) => ({ done: fieldsOf(entry, `order.fulfillments[${i}]`), place: `order.fulfillments[${i}].created_at` }))
    .filter(({ done }) => done.status === undefined || done.status === "success")
    .map(({ done, place }) => timeOf(done.created_at, place));
  return times.sort().at(-1) ?? timeOf(order.updated_at, "order.updated_at");
}

export function unitsRefunded(refunds: OrderFact["refunds"]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { lines } of refunds) for (const { lineId, quantity } of lines) units.set(lineId, (units.get(lineId) ?? 0) + quantity);
  return units;
}
