import { riskPatch } from "~/loyalty/orders/placeholder-fact";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { fieldsOf, idOf, textOf, timeOrNull } from "./read";

/** orders/risk_assessment_changed: a patch of its order. @throws RangeError with value, place and expectation. */
export function parseRiskWebhook(payload: unknown, triggeredAt: Date): OrderFact {
  const risk = fieldsOf(payload, "risk");
  const orderId = idOf(risk.order_id ?? risk.admin_graphql_api_order_id, "risk.order_id");
  const high = textOf(risk.risk_level, "risk.risk_level").toLowerCase() === "high";
  return riskPatch(orderId, high ? "high" : "none", timeOrNull(risk.created_at, "risk.created_at") ?? triggeredAt.toISOString());
}
