import { SHIPPING_LINE, TIP_LINE, type AwardBasis } from "./award-basis";
import type { LineFact, OrderFact, RefundLineFact } from "./order-fact";
import { refundedByLine } from "./refunded-by-line";

/** What counts, and in which currency: the part of an award basis (or of a program) that amounts depend on. */
export type Counting = Pick<AwardBasis, "money" | "counts">;

/** One line in minor units: as bought, and what is left of it after edits and refunds that name it. */
export interface NetLine { lineId: string; originalMinor: number; remainingMinor: number }

/**
 * The eligible net of an order, exact. Net of a line = remaining x `paidShare` x (goods only) `goodsShare`; nothing is
 * rounded on the way, so that points can be rounded once.
 */
export interface NetOrder {
  goods: NetLine[];
  /** Tip and shipping, when they count. */
  extras: NetLine[];
  /** What amount-only refunds left of the goods. */
  goodsShare: Share;
  /** What of the order was not paid by gift card or store credit. */
  paidShare: Share;
}
export interface Share { num: number; den: number }

const WHOLE: Share = { num: 1, den: 1 };

/**
 * Per line: price x quantity - all discounts - tax unless it counts; less units taken off by edits; less refunds of the line.
 * - A line whose units all came back has nothing left, whatever the refund's cents say.
 * - Refunded amounts without lines take the same share of every line (tax inside). What units taken off by an edit were
 *   worth is not taken a second time when their money goes back.
 * - Refunded shipping takes nothing from goods; it lessens shipping where shipping counts.
 * - What was paid by gift card or store credit takes the same share of everything, unless it counts.
 * Never below 0, never above the original. Pure in the fact.
 */
export function netOrder(fact: OrderFact, counting: Counting): NetOrder {
  const refunded = refundedByLine(fact);
  const presentment = counting.money === "presentment";
  const goods: NetLine[] = [];
  let goodsLeft = 0, goodsOriginal = 0, takenOff = 0;
  for (const line of fact.lines) {
    const refund = refunded?.get(line.lineId);
    const whole = remaining(line, withTax(line, fact.taxesIncluded), refund ? refund.netMinor + refund.taxMinor : 0, refund);
    goodsOriginal += whole.originalMinor;
    goodsLeft += whole.remainingMinor;
    takenOff += whole.originalMinor - unitsLeft(line, whole.originalMinor);
    goods.push(counted(line, refund, { counting, presentment, taxesIncluded: fact.taxesIncluded, whole }));
  }
  const amounts = Math.max(0, sumOf(fact, "amountMinor") - takenOff);
  const shippingWhole = fact.shippingMinor + (fact.taxesIncluded ? 0 : fact.shippingTaxMinor);
  return {
    goods,
    extras: extras(fact, counting, Math.max(0, amounts - goodsLeft)),
    goodsShare: goodsLeft === 0 || amounts === 0 ? WHOLE : { num: goodsLeft - Math.min(amounts, goodsLeft), den: goodsLeft },
    paidShare: paidShare(fact, counting, goodsOriginal + shippingWhole + fact.tipMinor),
  };
}

interface LineCounting { counting: Counting; presentment: boolean; taxesIncluded: boolean; whole: NetLine }

function counted(line: LineFact, refund: RefundLineFact | undefined, how: LineCounting): NetLine {
  const { tax } = how.counting.counts;
  if (tax && !how.presentment) return how.whole;
  const amounts = how.presentment ? line.presentment : line;
  const originalMinor = tax ? withTax({ ...amounts, quantity: line.quantity }, how.taxesIncluded) : withoutTax(amounts, line.quantity, how.taxesIncluded);
  return remaining(line, originalMinor, refund ? refundedMinor(refund, how.presentment, tax) : 0, refund);
}

function refundedMinor(refund: RefundLineFact, presentment: boolean, tax: boolean): number {
  return presentment
    ? refund.presentmentNetMinor + (tax ? refund.presentmentTaxMinor : 0)
    : refund.netMinor + (tax ? refund.taxMinor : 0);
}

function remaining(line: LineFact, originalMinor: number, refundedAmount: number, refund: RefundLineFact | undefined): NetLine {
  const original = Math.max(0, originalMinor);
  const units = line.quantity - line.removedQuantity;
  const gone = units <= 0 || (refund !== undefined && refund.quantity >= units);
  const left = gone ? 0 : Math.max(0, unitsLeft(line, original) - Math.max(0, refundedAmount));
  return { lineId: line.lineId, originalMinor: original, remainingMinor: left };
}

/** The part of `originalMinor` that belongs to units an edit did not take off. */
function unitsLeft(line: LineFact, originalMinor: number): number {
  if (line.removedQuantity <= 0) return originalMinor;
  return portion(originalMinor, Math.max(0, line.quantity - line.removedQuantity), line.quantity);
}

type Amounts = Pick<LineFact, "unitPriceMinor" | "discountMinor" | "taxMinor">;
const withTax = (line: Amounts & { quantity: number }, included: boolean) =>
  line.unitPriceMinor * line.quantity - line.discountMinor + (included ? 0 : line.taxMinor);
const withoutTax = (line: Amounts, quantity: number, included: boolean) =>
  line.unitPriceMinor * quantity - line.discountMinor - (included ? line.taxMinor : 0);

/** Tip and shipping as lines of their own; a refund larger than all goods went to the tip, then to shipping. */
function extras(fact: OrderFact, { counts, money }: Counting, excess: number): NetLine[] {
  if (!counts.tips && !counts.shipping) return [];
  const amounts = money === "presentment" ? fact.presentment : fact;
  const lines: NetLine[] = [];
  if (counts.tips && amounts.tipMinor > 0) {
    const left = Math.max(0, fact.tipMinor - excess);
    lines.push({ lineId: TIP_LINE, originalMinor: amounts.tipMinor, remainingMinor: portion(amounts.tipMinor, left, fact.tipMinor) });
  }
  if (counts.shipping && amounts.shippingMinor > 0) {
    const whole = fact.shippingMinor + (fact.taxesIncluded ? 0 : fact.shippingTaxMinor);
    const left = Math.max(0, whole - sumOf(fact, "shippingMinor") - Math.max(0, excess - fact.tipMinor));
    const originalMinor = Math.max(0, amounts.shippingMinor + shippingTax(amounts.shippingTaxMinor, counts.tax, fact.taxesIncluded));
    lines.push({ lineId: SHIPPING_LINE, originalMinor, remainingMinor: portion(originalMinor, left, whole) });
  }
  return lines;
}

function shippingTax(taxMinor: number, counts: boolean, included: boolean): number {
  if (counts) return included ? 0 : taxMinor;
  return included ? -taxMinor : 0;
}

function paidShare(fact: OrderFact, { counts }: Counting, totalMinor: number): Share {
  const redeemed = fact.redeemedValueMinor ?? 0;
  if (counts.redeemedValue || redeemed <= 0 || totalMinor <= 0) return WHOLE;
  return { num: totalMinor - Math.min(redeemed, totalMinor), den: totalMinor };
}

function sumOf(fact: OrderFact, field: "amountMinor" | "shippingMinor"): number {
  let sum = 0;
  for (const refund of fact.refunds) sum += refund[field];
  return sum;
}

/** floor(amount x num / den), exact also where the product passes 2^53. */
function portion(amount: number, num: number, den: number): number {
  if (den <= 0 || num >= den) return amount;
  const product = amount * num;
  return Number.isSafeInteger(product) ? (product - (product % den)) / den : Number((BigInt(amount) * BigInt(num)) / BigInt(den));
}
