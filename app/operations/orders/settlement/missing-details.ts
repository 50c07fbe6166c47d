import { isHidden } from "~/loyalty/orders/hidden-order";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import type { Program } from "~/loyalty/program/program";
import type { MergedOrder } from "./merge-batch";
import { unpricedLines } from "./unpriced-lines";

/** Whether rules ask what only a reading of the order tells: what was on sale, what begins a subscription. */
function asksForDetails({ earn: { counts } }: Pick<Program, "earn">, { source }: OrderFact): boolean {
  return !counts.onSale || (!counts.subscriptionFirst && source !== "subscription");
}

/** True when pricing has to wait for the order to be read: webhooks tell neither. What Shopify does not show is not waited for. */
export function lacksDetails(order: Pick<MergedOrder, "fact" | "stored">, program: Program): boolean {
  return !isHidden(order.fact) && asksForDetails(program, order.fact) && unpricedLines(order).some((line) => line.variantId !== null && line.onSale === null);
}
