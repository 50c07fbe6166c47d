import { decimalOf } from "../../world/money";
import type { Iso, Order, Shop } from "../../world/types";
import { shopTime } from "./shop-time";

const RESPONSE_DAYS_MS = 14 * 86_400_000;

/** disputes/create and disputes/update. */
export function disputePayload(shop: Shop, order: Order, change: { dispute: Order["disputes"][number]; finalizedAt: Iso | null }) {
  const { dispute, finalizedAt } = change;
  const time = (iso: Iso) => shopTime(iso, shop.timezone);
  return {
    id: BigInt(dispute.id),
    order_id: BigInt(order.id),
    type: "chargeback",
    amount: decimalOf(dispute.amountMinor, order.currency),
    currency: order.currency,
    reason: "fraudulent",
    network_reason_code: "4837",
    status: dispute.status,
    evidence_due_by: time(new Date(Date.parse(dispute.createdAt) + RESPONSE_DAYS_MS).toISOString()),
    evidence_sent_on: dispute.status === "needs_response" ? null : time(dispute.createdAt),
    finalized_on: finalizedAt === null ? null : time(finalizedAt),
    initiated_at: time(dispute.createdAt),
  };
}
