import type { Sandbox } from "../sandbox";
import { disputePayload } from "../webhooks/payloads/dispute-payload";
import type { Id, Iso, Order, Shop } from "../world/types";
import { announceOrder } from "./announce-order";
import { momentOf } from "./moment-of";
import { orderById } from "./order-by-id";
import { Refusal } from "./refusal";

export interface ResolveDispute { orderId: Id; outcome: "under_review" | "won" | "lost"; at?: Iso | undefined }

/** The open dispute of an order goes on: evidence sent, won by the shop, or lost. Tells disputes/update and orders/updated. */
export function resolveDispute(sandbox: Sandbox, shop: Shop, command: ResolveDispute): Order["disputes"][number] {
  const order = orderById(shop, command.orderId);
  const at = momentOf(sandbox, command.at);
  const dispute = order.disputes.find(({ status }) => status === "needs_response" || status === "under_review");
  if (!dispute) throw new Refusal(`order ${order.name}: no dispute is open, expected one to resolve`);
  dispute.status = command.outcome;
  const finalizedAt = command.outcome === "under_review" ? null : at;
  sandbox.emit(shop, "disputes/update", disputePayload(shop, order, { dispute, finalizedAt }));
  announceOrder(sandbox, shop, { order, at, topics: ["orders/updated"] });
  return dispute;
}
