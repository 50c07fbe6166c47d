import type { AwardBasis, Reason } from "~/loyalty/orders/award-basis";
import { exactWorthByLine, orderWorth, type WorthStatus } from "~/loyalty/orders/order-worth";
import type { OrderFact } from "~/loyalty/orders/order-fact";

/** The why-screen of an order: computed again from facts and basis, so it can never tell another story than the ledger. */
export interface OrderWhy {
  status: WorthStatus;
  refusal: string | null;
  worth: bigint;
  programVersion: number;
  tier: { handle: string; multiplier: { num: number; den: number } } | null;
  currency: string;
  window: AwardBasis["window"];
  lines: WhyLine[];
  reasons: WhyReason[];
}
export interface WhyLine {
  lineId: string;
  title: string;
  quantity: number | null;
  originalMinor: number;
  remainingMinor: number;
  /** Exact points before the order is rounded down once, with two decimals cut off; null for a line without a rate. */
  points: string;
  rate: { num: string; den: string } | null;
  reasons: WhyReason[];
}
export interface WhyReason { rule: Reason["rule"]; outcome: Reason["outcome"]; values: Reason["values"] }

export function orderWhy(fact: OrderFact, basis: AwardBasis): OrderWhy {
  const { worth, status } = orderWorth(fact, basis);
  const rates = new Map(basis.lines.map((line) => [line.lineId, line.rate]));
  const byId = new Map(fact.lines.map((line) => [line.lineId, line]));
  return {
    status, refusal: basis.refusal, worth, programVersion: basis.programVersion, tier: basis.tier, currency: basis.currency, window: basis.window,
    lines: exactWorthByLine(fact, basis).map(({ line, points }) => ({
      lineId: line.lineId,
      title: byId.get(line.lineId)?.title ?? "",
      quantity: byId.get(line.lineId)?.quantity ?? null,
      originalMinor: line.originalMinor,
      remainingMinor: line.remainingMinor,
      points: hundredths(points),
      rate: rates.get(line.lineId) ?? null,
      reasons: reasonsOf(basis, line.lineId),
    })),
    reasons: reasonsOf(basis, undefined),
  };
}

function reasonsOf(basis: AwardBasis, lineId: string | undefined): WhyReason[] {
  return basis.reasons.filter((reason) => reason.lineId === lineId).map(({ rule, outcome, values }) => ({ rule, outcome, values }));
}

function hundredths({ num, den }: { num: bigint; den: bigint }): string {
  const cut = (num * 100n) / den;
  const decimals = (cut % 100n).toString().padStart(2, "0").replace(/0+$/, "");
  return decimals ? `${cut / 100n}.${decimals}` : String(cut / 100n);
}
