import { disputePatch } from "~/loyalty/orders/placeholder-fact";
import type { DisputeFact, OrderFact } from "~/loyalty/orders/order-fact";
import { fieldsOf, idOf, textOf, timeOrNull, wrong } from "./read";

const STATUS: ReadonlyMap<string, DisputeFact["status"]> = new Map([
  ["needs_response", "open"], ["under_review", "open"], ["won", "won"], ["prevented", "won"], ["lost", "lost"], ["accepted", "lost"],
  // The merchant gave the money back: the refund says how much, the dispute takes nothing more.
  ["charge_refunded", "won"],
]);

export function disputeStatus(value: unknown, place: string): DisputeFact["status"] {
  const status = STATUS.get(textOf(value, place).toLowerCase());
  if (!status) throw wrong(value, place, "a status of a dispute such as needs_response");
  return status;
}

/**
 * disputes/create and disputes/update: a patch of its order. The payload has no time of its change, so the delivery's stands in.
 * @throws RangeError with value, place and expectation.
 */
export function parseDisputeWebhook(payload: unknown, triggeredAt: Date): OrderFact {
  const dispute = fieldsOf(payload, "dispute");
  const finalizedAt = timeOrNull(dispute.finalized_on, "dispute.finalized_on");
  const updatedAt = [finalizedAt ?? "", triggeredAt.toISOString()].sort().at(-1)!;
  return disputePatch(idOf(dispute.order_id, "dispute.order_id"), { disputeId: idOf(dispute.id, "dispute.id"), status: disputeStatus(dispute.status, "dispute.status"), updatedAt });
}
