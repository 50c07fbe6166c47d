import type { Points } from "../points";
import type { AwardBasis, BasisLine } from "./award-basis";
import { disputeState } from "./merge-disputes";
import { netOrder, type NetLine, type NetOrder } from "./net-order";
import type { OrderFact } from "./order-fact";

/** Why an order is worth what it is worth now. Only `earns` is worth anything. */
export type WorthStatus = "earns" | "refused" | "deleted" | "voided" | "cancelled" | "dispute_lost" | "not_paid" | "not_fulfilled";

/**
 * What an order is worth in points: floor(sum of net eligible of line x rate of line), one floor an order. Pure in facts
 * and basis: the ledger gets the difference between this and what is already posted.
 */
export function orderWorth(fact: OrderFact, basis: AwardBasis): { worth: Points; status: WorthStatus } {
  const status = worthStatus(fact, basis);
  if (status !== "earns") return { worth: 0n, status };
  const { num, den } = exactWorth(netOrder(fact, basis), basis);
  return { worth: num / den, status };
}

export function worthStatus(fact: OrderFact, basis: AwardBasis): WorthStatus {
  if (basis.refusal !== null) return "refused";
  if (fact.deleted) return "deleted";
  if (fact.voided) return "voided";
  if (fact.cancelledAt !== null) return "cancelled";
  if (fact.disputes.length > 0 && disputeState(fact) === "lost") return "dispute_lost";
  if (fact.paidAt === null) return "not_paid";
  if (basis.earnOn === "fulfilled" && fact.fulfilledAt === null) return "not_fulfilled";
  return "earns";
}

interface Rational { num: bigint; den: bigint }
const NOTHING: Rational = { num: 0n, den: 1n };

function exactWorth(net: NetOrder, basis: AwardBasis): Rational {
  const rates = ratesByLine(basis);
  const goods = scale(sumAtRates(net.goods, rates), net.goodsShare);
  return scale(add(goods, sumAtRates(net.extras, rates)), net.paidShare);
}

/** Exact points of each line, before rounding: same sum as `orderWorth` before its floor. For screens. */
export function exactWorthByLine(fact: OrderFact, basis: AwardBasis): { line: NetLine; points: Rational }[] {
  const net = netOrder(fact, basis);
  const rates = ratesByLine(basis);
  const one = (line: NetLine, share: NetOrder["goodsShare"]) => ({ line, points: scale(scale(sumAtRates([line], rates), share), net.paidShare) });
  return [...net.goods.map((line) => one(line, net.goodsShare)), ...net.extras.map((line) => one(line, { num: 1, den: 1 }))];
}

function ratesByLine(basis: AwardBasis): Map<string, BasisLine["rate"]> {
  return new Map(basis.lines.map(({ lineId, rate }) => [lineId, rate]));
}

/** Neighbors of one rate are added before they are multiplied: usually that is all lines. */
function sumAtRates(lines: readonly NetLine[], rates: ReadonlyMap<string, BasisLine["rate"]>): Rational {
  let sum = NOTHING;
  let rate: BasisLine["rate"] | undefined;
  let minor = 0n;
  for (const line of lines) {
    const own = rates.get(line.lineId);
    if (!own || line.remainingMinor === 0) continue;
    if (rate && (rate.num !== own.num || rate.den !== own.den)) {
      sum = add(sum, atRate(minor, rate));
      minor = 0n;
    }
    rate = own;
    minor += BigInt(line.remainingMinor);
  }
  return rate ? add(sum, atRate(minor, rate)) : sum;
}

function atRate(minor: bigint, rate: BasisLine["rate"]): Rational {
  return { num: minor * BigInt(rate.num), den: BigInt(rate.den) };
}

function add(a: Rational, b: Rational): Rational {
  if (a.num === 0n) return b;
  if (b.num === 0n) return a;
  if (a.den === b.den) return { num: a.num + b.num, den: a.den };
  return { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
}

function scale(value: Rational, { num, den }: { num: number; den: number }): Rational {
  return num === den ? value : { num: value.num * BigInt(num), den: value.den * BigInt(den) };
}
