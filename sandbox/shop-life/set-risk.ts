import type { Sandbox } from "../sandbox";
import { riskPayload } from "../webhooks/payloads/risk-payload";
import type { Id, Iso, Order, Shop } from "../world/types";
import { announceOrder } from "./announce-order";
import { momentOf } from "./moment-of";
import { orderById } from "./order-by-id";

export interface SetRisk { orderId: Id; risk: Order["risk"]; at?: Iso | undefined }

/** The fraud analysis changes its mind. Tells orders/risk_assessment_changed and orders/updated. */
export function setRisk(sandbox: Sandbox, shop: Shop, command: SetRisk): Order {
  const order = orderById(shop, command.orderId);
  const at = momentOf(sandbox, command.at);
  order.risk = command.risk;
  sandbox.emit(shop, "orders/risk_assessment_changed", riskPayload(shop, order, at));
  announceOrder(sandbox, shop, { order, at, topics: ["orders/updated"] });
  return order;
}
