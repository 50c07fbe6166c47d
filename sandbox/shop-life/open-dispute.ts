import type { Sandbox } from "../sandbox";
import { disputePayload } from "../webhooks/payloads/dispute-payload";
import { nextId } from "../world/ids";
import { orderTotals } from "../world/order-totals";
import type { Id, Iso, Minor, Order, Shop } from "../world/types";
import { announceOrder } from "./announce-order";
import { momentOf } from "./moment-of";
import { orderById } from "./order-by-id";
import { Refusal } from "./refusal";
import { wholeMinor } from "./whole-minor";

export interface OpenDispute { orderId: Id; amountMinor?: Minor | undefined; at?: Iso | undefined }

/** The shopper's bank asks for the money back. Tells disputes/create and orders/updated. */
export function openDispute(sandbox: Sandbox, shop: Shop, command: OpenDispute): Order["disputes"][number] {
  const order = orderById(shop, command.orderId);
  const at = momentOf(sandbox, command.at);
  const { paid } = orderTotals(order);
  if (paid === 0) throw new Refusal(`order ${order.name}: nothing was paid, expected a paid order`);
  const open = order.disputes.find(({ status }) => status === "needs_response" || status === "under_review");
  if (open) throw new Refusal(`order ${order.name}: dispute ${open.id} is open, expected it to be resolved first`);
  const amountMinor = wholeMinor(command.amountMinor ?? paid, "amountMinor");
  if (amountMinor === 0 || amountMinor > paid) throw new Refusal(`amountMinor ${amountMinor}: ${paid} was paid, expected an amount above zero and no more than that`);
  const dispute = { id: nextId(sandbox.world), status: "needs_response" as const, amountMinor, createdAt: at };
  order.disputes.push(dispute);
  sandbox.emit(shop, "disputes/create", disputePayload(shop, order, { dispute, finalizedAt: null }));
  announceOrder(sandbox, shop, { order, at, topics: ["orders/updated"] });
  return dispute;
}
