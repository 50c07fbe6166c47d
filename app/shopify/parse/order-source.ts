import type { OrderFact } from "~/loyalty/orders/order-fact";

const SOURCES: ReadonlyMap<string, OrderFact["source"]> = new Map([
  ["web", "web"], ["580111", "web"], ["pos", "pos"], ["129785", "pos"], ["shopify_draft_order", "draft"], ["1354745", "draft"],
  ["subscription_contract", "subscription"], ["subscription_contract_checkout_one", "subscription"],
]);

/** Shopify names a channel by word or by the id of its app. */
export function orderSource(name: string): OrderFact["source"] {
  return SOURCES.get(name.toLowerCase()) ?? "other";
}

const PAID = new Set(["paid", "partially_refunded", "refunded"]);
export const isPaid = (financialStatus: string): boolean => PAID.has(financialStatus.toLowerCase());
export const isVoided = (financialStatus: string): boolean => financialStatus.toLowerCase() === "voided";

/** Gateways that pay with value the shop owes already; how much, only the order's payments tell. */
const REDEEMED = /gift_?card|store_?credit/i;
export const paysWithRedeemed = (gateways: readonly string[]): boolean => gateways.some((gateway) => REDEEMED.test(gateway));
