import type { LineFact, OrderFact } from "~/loyalty/orders/order-fact";
import type { Program } from "~/loyalty/program/program";
import type { Message } from "./shop";

/** An exact number, numerator over denominator. */
export type Exact = [bigint, bigint];
export const times = ([a, b]: Exact, [c, d]: Exact): Exact => [a * c, b * d];
export const plus = ([a, b]: Exact, [c, d]: Exact): Exact => [a * d + c * b, b * d];
export const exact = (num: number, den = 1): Exact => [BigInt(num), BigInt(den)];

/** What the delivered news say about an order, put together from scratch each time. */
export interface Known {
  order: OrderFact;
  customerId: string | null;
  paidAt: string | null; fulfilledAt: string | null;
  dead: boolean;
  refunds: OrderFact["refunds"];
  disputes: string[];
  risky: boolean;
  redeemedMinor: number;
}

export function knownOf(messages: readonly Message[]): Known | null {
  const wholes = messages.filter(({ whole }) => whole).map(({ fact }) => fact).sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
  const order = wholes.at(-1);
  if (!order) return null;
  const facts = messages.map(({ fact }) => fact);
  const first = (times_: (string | null)[]) => times_.filter((time) => time !== null).sort()[0] ?? null;
  const disputes = new Map<string, string>();
  for (const dispute of facts.flatMap((fact) => fact.disputes).sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1))) disputes.set(dispute.disputeId, dispute.status);
  const risks = facts.filter((fact) => fact.riskUpdatedAt !== null).sort((a, b) => (a.riskUpdatedAt! < b.riskUpdatedAt! ? -1 : 1));
  return {
    order,
    customerId: wholes.findLast((fact) => fact.customerId !== null)?.customerId ?? null,
    paidAt: first(facts.map((fact) => fact.paidAt)), fulfilledAt: first(facts.map((fact) => fact.fulfilledAt)),
    dead: facts.some((fact) => fact.deleted || fact.voided || fact.cancelledAt !== null),
    refunds: [...new Map(facts.flatMap((fact) => fact.refunds).map((refund) => [refund.refundId, refund])).values()],
    disputes: [...disputes.values()],
    risky: risks.at(-1)?.risk === "high",
    redeemedMinor: Math.max(0, ...facts.map((fact) => fact.redeemedValueMinor ?? 0)),
  };
}

/** How an order is priced: the program it fell under, its currency, and points per minor unit of each line. */
export interface Priced { program: Program; foreign: boolean; rates: Map<string, Exact>; base: Exact }

/** Points of a paid, living order, as the merchant would explain it with a pencil. */
export function pencilWorth(known: Known, { program, foreign, rates, base }: Priced): bigint {
  const { counts } = program.earn;
  const { order } = known;
  const included = order.taxesIncluded;
  const lines = order.lines.map((line) => {
    const back = known.refunds.flatMap((refund) => refund.lines).filter((one) => one.lineId === line.lineId);
    const all = left(line, amountOf(line, included, true), back.map((one) => one.netMinor + one.taxMinor), back);
    const own = foreign ? { ...line, ...line.presentment } : line;
    const countedBack = back.map((one) => (foreign ? one.presentmentNetMinor + (counts.tax ? one.presentmentTaxMinor : 0) : one.netMinor + (counts.tax ? one.taxMinor : 0)));
    return { line, all, bought: amountOf(line, included, true), counted: left(line, amountOf(own, included, counts.tax), countedBack, back) };
  });
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const goods = sum(lines.map(({ all }) => all));
  const takenOff = sum(lines.map(({ line, bought }) => bought - afterEdit(line, bought)));
  const amounts = Math.max(0, sum(known.refunds.map((refund) => refund.amountMinor)) - takenOff);
  const goodsStay: Exact = goods === 0 ? [1n, 1n] : exact(Math.max(0, goods - amounts), goods);
  const beyond = Math.max(0, amounts - goods);
  let points = times(lines.reduce<Exact>((total, { line, counted }) => plus(total, times(exact(counted), rates.get(line.lineId) ?? [0n, 1n])), [0n, 1n]), goodsStay);
  const factor = foreign ? 2 : 1;
  if (counts.tips) points = plus(points, times(exact(factor * Math.max(0, order.tipMinor - beyond)), base));
  if (counts.shipping) {
    const shippingBack = sum(known.refunds.map((refund) => refund.shippingMinor)) + Math.max(0, beyond - order.tipMinor);
    points = plus(points, times(exact(factor * Math.max(0, order.shippingMinor - shippingBack)), base));
  }
  const total = sum(lines.map(({ bought }) => bought)) + order.shippingMinor + order.tipMinor;
  if (!counts.redeemedValue && total > 0) points = times(points, exact(Math.max(0, total - known.redeemedMinor), total));
  return points[0] / points[1];
}

export function amountOf(line: Pick<LineFact, "unitPriceMinor" | "quantity" | "discountMinor" | "taxMinor">, included: boolean, withTax: boolean): number {
  const asWritten = line.unitPriceMinor * line.quantity - line.discountMinor;
  const net = included ? asWritten - line.taxMinor : asWritten;
  return Math.max(0, withTax ? net + line.taxMinor : net);
}

function afterEdit(line: LineFact, amount: number): number {
  return Math.floor((amount * (line.quantity - line.removedQuantity)) / line.quantity);
}

function left(line: LineFact, amount: number, back: number[], refunds: { quantity: number }[]): number {
  const units = line.quantity - line.removedQuantity;
  const returned = refunds.reduce((total, refund) => total + refund.quantity, 0);
  if (units === 0 || (refunds.length > 0 && returned >= units)) return 0;
  return Math.max(0, afterEdit(line, amount) - back.reduce((total, minor) => total + minor, 0));
}
