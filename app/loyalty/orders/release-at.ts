import { plusLocalDays } from "../time/local-day";
import type { AwardBasis } from "./award-basis";
import { disputeState } from "./merge-disputes";
import type { OrderFact } from "./order-fact";

/**
 * When the points of an order become spendable: the return window of its basis, in days of the shop, after it was paid or
 * fulfilled. Null while that has not happened, while a dispute is open, and while the order is at high risk (until a dispute was won).
 */
export function releaseAt(fact: OrderFact, basis: Pick<AwardBasis, "window">, zone: string): string | null {
  const start = basis.window.from === "fulfilled" ? fact.fulfilledAt : fact.paidAt;
  if (start === null) return null;
  const dispute = disputeState(fact);
  if (dispute === "open" || dispute === "lost") return null;
  if (fact.risk === "high" && dispute !== "won") return null;
  return plusLocalDays(start, zone, basis.window.days);
}
