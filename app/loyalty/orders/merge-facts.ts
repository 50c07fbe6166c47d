import { earliest, larger, largerKnown, unionOfTexts } from "./join";
import { mergeDisputes } from "./merge-disputes";
import { mergeLines } from "./merge-lines";
import { mergeRefunds } from "./merge-refunds";
import type { OrderFact } from "./order-fact";

/**
 * What is known about an order after one more fact. Facts only grow: refunds and disputes by id, the earliest paid time,
 * cancelled, voided and deleted stay. What Shopify may change (lines, tags, amounts) follows the newest `updatedAt`; at
 * equal `updatedAt` the two are united field by field. Commutative, associative and idempotent, so facts may arrive in
 * any order, any number of times.
 * @throws RangeError when the facts are of two orders.
 */
export function mergeFacts(known: OrderFact | null, incoming: OrderFact): OrderFact {
  const before = known ?? incoming;
  if (before.orderId !== incoming.orderId) {
    throw new RangeError(`fact of order ${incoming.orderId}: expected a fact of order ${before.orderId}`);
  }
  return { ...replaceable(before, incoming), ...growing(before, incoming), ...customer(before, incoming), ...risk(before, incoming) };
}

type Growing = Pick<OrderFact, "test" | "paidAt" | "fulfilledAt" | "cancelledAt" | "voided" | "deleted" | "refunds" | "redeemedValueMinor" | "disputes" | "hiddenAt">;
type Customer = Pick<OrderFact, "customerId" | "customerSeenAt">;
type Risk = Pick<OrderFact, "risk" | "riskUpdatedAt">;
type Replaceable = Omit<OrderFact, keyof Growing | keyof Customer | keyof Risk>;

function growing(a: OrderFact, b: OrderFact): Growing {
  const hiddenAt = larger(a.hiddenAt ?? "", b.hiddenAt ?? "");
  return {
    test: a.test || b.test,
    paidAt: earliest(a.paidAt, b.paidAt),
    fulfilledAt: earliest(a.fulfilledAt, b.fulfilledAt),
    cancelledAt: earliest(a.cancelledAt, b.cancelledAt),
    voided: a.voided || b.voided,
    deleted: a.deleted || b.deleted,
    refunds: mergeRefunds(a.refunds, b.refunds),
    redeemedValueMinor: largerKnown(a.redeemedValueMinor, b.redeemedValueMinor),
    disputes: mergeDisputes(a.disputes, b.disputes),
    ...(hiddenAt !== "" && { hiddenAt }),
  };
}

/** The newest fact that named a customer: an erased customer does not turn the order into a guest's. */
function customer(a: OrderFact, b: OrderFact): Customer {
  const [first, second] = [a.customerSeenAt ?? "", b.customerSeenAt ?? ""];
  if (first === second) return { customerId: largerKnown(a.customerId, b.customerId), customerSeenAt: a.customerSeenAt };
  const newer = first > second ? a : b;
  return { customerId: newer.customerId, customerSeenAt: newer.customerSeenAt };
}

function risk(a: OrderFact, b: OrderFact): Risk {
  const [first, second] = [a.riskUpdatedAt ?? "", b.riskUpdatedAt ?? ""];
  if (first === second) return { risk: a.risk === "high" || b.risk === "high" ? "high" : "none", riskUpdatedAt: a.riskUpdatedAt };
  const newer = first > second ? a : b;
  return { risk: newer.risk, riskUpdatedAt: newer.riskUpdatedAt };
}

function replaceable(a: OrderFact, b: OrderFact): Replaceable {
  if (a.updatedAt > b.updatedAt) return alone(a);
  if (b.updatedAt > a.updatedAt) return alone(b);
  return a === b ? alone(a) : united(a, b);
}

/** What one fact says of everything replaceable, lists in their one order. */
function alone(fact: OrderFact): Replaceable {
  return { ...fact, tags: unionOfTexts(fact.tags, []), discountCodes: unionOfTexts(fact.discountCodes, []), lines: mergeLines(fact.lines, []) };
}

/** Both forms of one moment (webhook and query) united. */
function united(a: OrderFact, b: OrderFact): Replaceable {
  return {
    orderId: a.orderId,
    name: larger(a.name, b.name),
    emailHash: largerKnown(a.emailHash, b.emailHash),
    source: larger(a.source, b.source),
    currency: larger(a.currency, b.currency),
    presentmentCurrency: larger(a.presentmentCurrency, b.presentmentCurrency),
    taxesIncluded: larger(a.taxesIncluded, b.taxesIncluded),
    createdAt: larger(a.createdAt, b.createdAt),
    processedAt: larger(a.processedAt, b.processedAt),
    updatedAt: a.updatedAt,
    tags: unionOfTexts(a.tags, b.tags),
    discountCodes: unionOfTexts(a.discountCodes, b.discountCodes),
    lines: mergeLines(a.lines, b.lines),
    shippingMinor: larger(a.shippingMinor, b.shippingMinor),
    shippingTaxMinor: larger(a.shippingTaxMinor, b.shippingTaxMinor),
    tipMinor: larger(a.tipMinor, b.tipMinor),
    presentment: {
      shippingMinor: larger(a.presentment.shippingMinor, b.presentment.shippingMinor),
      shippingTaxMinor: larger(a.presentment.shippingTaxMinor, b.presentment.shippingTaxMinor),
      tipMinor: larger(a.presentment.tipMinor, b.presentment.tipMinor),
    },
  };
}
