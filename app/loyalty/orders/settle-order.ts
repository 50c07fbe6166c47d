import { differenceFor } from "../ledger/difference-for";
import type { LedgerTransaction, Lot, LotChange, Wallet } from "../ledger/posting";
import type { Points } from "../points";
import type { AwardBasis } from "./award-basis";
import { appendBasisLines, evaluateOrder, type Evaluation } from "./evaluate-order";
import type { OrderFact } from "./order-fact";
import { mayBeLifted } from "./order-refusal";
import { orderWorth, type WorthStatus } from "./order-worth";
import { isPlaceholder } from "./placeholder-fact";
import { pointsExpireAt } from "../program/points-expire-at";
import { releaseAt } from "./release-at";

/** An order with everything its settlement depends on. */
export interface Settlement extends Evaluation {
  /** Stored basis, null at the first settlement. When there is one, `program` is the version it names. */
  basis: AwardBasis | null;
  accrued: Points;
  reversed: Points;
  /** The member's balances and its lots with anything pending or free; null without a member. */
  wallet: Wallet | null;
  lots: readonly Lot[];
  /** IANA zone of the shop. */
  zone: string;
  now: string;
  /** True while products of added lines are not known: those lines earn nothing yet, refunds and cancellations count at once. */
  waiting?: boolean;
}

export interface Settled {
  /** To store; the very same object when nothing about it changed. Null while the order itself was not seen. */
  basis: AwardBasis | null;
  worth: Points;
  status: WorthStatus | "not_seen";
  transaction: LedgerTransaction | null;
  /** Moves the release of points posted earlier: a dispute stops it, a result or an earlier paid time sets it anew. */
  releaseChanges: LotChange[];
}

/** Settles one order: prices it if that was not done, and says what to post so that the ledger holds what it is worth. */
export function settleOrder(settlement: Settlement): Settled {
  const { fact, wallet } = settlement;
  if (isPlaceholder(fact)) return { basis: settlement.basis, worth: 0n, status: "not_seen", transaction: null, releaseChanges: [] };
  const basis = basisOf(settlement);
  const { worth, status } = orderWorth(fact, basis);
  if (wallet === null || basis.refusal !== null && settlement.accrued === 0n) return { basis, worth, status, transaction: null, releaseChanges: [] };
  const release = releaseAt(fact, basis, settlement.zone);
  const transaction = differenceFor({
    orderId: fact.orderId, worth, accrued: settlement.accrued, reversed: settlement.reversed,
    wallet, lots: settlement.lots, releaseAt: release, earnedAt: earnedAt(fact, basis), expiresAt: pointsExpireAt(settlement.program, earnedAt(fact, basis), settlement.zone),
    ...why(settlement, { basis, worth, status }), actor: "system", programVersion: basis.programVersion, now: settlement.now,
  });
  return { basis, worth, status, transaction, releaseChanges: releaseChanges(settlement, release) };
}

function basisOf(settlement: Settlement): AwardBasis {
  const { basis } = settlement;
  if (basis === null || mayBeLifted(basis.refusal)) return evaluateOrder(settlement);
  return settlement.waiting ? basis : appendBasisLines(basis, settlement);
}

/** Order time, however late the news of it came. */
function earnedAt(fact: OrderFact, basis: AwardBasis): string {
  return (basis.earnOn === "fulfilled" ? fact.fulfilledAt : fact.paidAt) ?? fact.processedAt;
}

function releaseChanges({ fact, lots }: Settlement, release: string | null): LotChange[] {
  return lots
    .filter((lot) => lot.orderId === fact.orderId && lot.pending > 0n && lot.releaseAt !== release)
    .map((lot) => ({ lotId: lot.lotId, releaseAt: release }));
}

/** What the member reads beside the points, and when it counts. */
function why({ fact, accrued, reversed, now }: Settlement, { basis, worth, status }: Pick<Settled, "worth"> & { basis: AwardBasis; status: WorthStatus }): Pick<LedgerTransaction, "reason" | "values" | "effectiveAt"> {
  const values = { order: fact.name, points: Number(worth - (accrued - reversed)) };
  const told = (reason: string, at: string | null) => ({ reason, values, effectiveAt: at ?? now });
  if (worth > accrued - reversed) {
    if (accrued === 0n) return told("order_earned", earnedAt(fact, basis));
    return told(accrued === reversed ? "order_restored" : "order_changed", fact.updatedAt);
  }
  if (status === "cancelled") return told("order_cancelled", fact.cancelledAt);
  if (status === "dispute_lost") return told("dispute_lost", latest(fact.disputes.map((dispute) => dispute.updatedAt)));
  if (status === "deleted" || status === "voided") return told(`order_${status}`, null);
  if (fact.refunds.length > 0) return told("order_refunded", latest(fact.refunds.map((refund) => refund.createdAt)));
  return told("order_changed", fact.updatedAt);
}

function latest(times: string[]): string | null {
  return times.reduce<string | null>((newest, time) => (newest === null || time > newest ? time : newest), null);
}
