import type { Sandbox } from "../sandbox";
import { cancelOrder } from "../shop-life/cancel-order";
import { createCustomer } from "../shop-life/create-customer";
import { fulfillOrder } from "../shop-life/fulfill-order";
import { payOrder } from "../shop-life/pay-order";
import { placeOrder } from "../shop-life/place-order";
import { refundOrder } from "../shop-life/refund-order";
import { refundable, shippingLeft } from "../shop-life/refund-balance";
import { updateCustomer } from "../shop-life/update-customer";
import type { Order, Shop, SimulatorState } from "../world/types";
import type { HistoryEvent, PlannedOrder, PlannedRefund } from "./history-event";

/**
 * Lets one planned event happen in a shop, at its past time. What somebody did to the order in the meantime wins: an event that
 * no longer makes sense (a parcel for a canceled order) is passed over.
 */
export function playEvent(sandbox: Sandbox, shop: Shop, event: HistoryEvent): void {
  const state = shop.simulator!;
  if (event.kind === "join") return join(sandbox, shop, event);
  if (event.kind === "order") return order(sandbox, shop, event);
  const target = shop.orders[state.orderIds[event.order] ?? ""];
  if (!target || target.deleted || target.cancelledAt) return;
  if (event.kind === "refund") return refund(sandbox, shop, { event, target });
  if (target.fulfillmentStatus === "fulfilled" || !target.lines.some((line) => line.currentQuantity > 0)) return;
  const command = { orderId: target.id, at: event.at };
  if (event.kind === "cancel") cancelOrder(sandbox, shop, { ...command, reason: "customer" });
  else fulfillOrder(sandbox, shop, command);
}

function join(sandbox: Sandbox, shop: Shop, event: Extract<HistoryEvent, { kind: "join" }>): void {
  const known = knownCustomer(shop, event);
  const fields = { ...event.person, locale: shop.locale };
  const customer = known ? updateCustomer(sandbox, shop, { customerId: known, ...fields, at: event.at })
    : createCustomer(sandbox, shop, { ...fields, ...(event.id ? { id: event.id } : {}), at: event.at });
  shop.simulator!.customerIds[event.customer] = customer.id;
}

function knownCustomer(shop: Shop, event: Extract<HistoryEvent, { kind: "join" }>): string | null {
  if (event.id !== undefined && Object.hasOwn(shop.customers, event.id)) return event.id;
  const same = Object.values(shop.customers).find((customer) => customer.email === event.person.email && !customer.mergedInto);
  return same?.id ?? null;
}

function order(sandbox: Sandbox, shop: Shop, event: PlannedOrder): void {
  const customerId = event.customer === null ? null : livingId(shop, shop.simulator!, event.customer);
  if (event.customer !== null && customerId === null) return;
  const known = new Set(Object.values(shop.products).flatMap((product) => product.variants.map((variant) => variant.id)));
  if (event.lines.some((line) => !known.has(line.variantId))) return;
  const placed = placeOrder(sandbox, shop, {
    customerId, ...(customerId === null ? { email: event.email } : {}), lines: event.lines, discounts: event.discounts, source: event.source, test: event.test,
    tipMinor: event.tipMinor, at: event.at,
  });
  shop.simulator!.orderIds[event.order] = placed.id;
  if (event.payment !== "none" && placed.financialStatus !== "paid") payOrder(sandbox, shop, { orderId: placed.id, gateway: event.payment, at: event.at });
}

/** Where a planned customer is now: after a merge it is the kept one; null when deleted. */
function livingId(shop: Shop, state: SimulatorState, key: string): string | null {
  let id = state.customerIds[key];
  while (id !== undefined && shop.customers[id]?.mergedInto) id = shop.customers[id]!.mergedInto;
  return id !== undefined && Object.hasOwn(shop.customers, id) ? id : null;
}

function refund(sandbox: Sandbox, shop: Shop, from: { event: PlannedRefund; target: Order }): void {
  const { event, target } = from;
  const left = refundable(target);
  const lines = event.lines.flatMap(({ index, quantity }) => {
    const line = target.lines[index];
    const units = Math.min(quantity, line?.currentQuantity ?? 0);
    return line && units > 0 ? [{ lineId: line.id, quantity: units }] : [];
  });
  if (left === 0 || (lines.length === 0 && event.percent === null)) return;
  refundOrder(sandbox, shop, {
    orderId: target.id, lines, at: event.at, to: target.customerId ? event.to : "original",
    ...(event.shipping ? { shippingMinor: shippingLeft(target) } : {}), ...(event.percent === null ? {} : { amountMinor: Math.floor((left * event.percent) / 100) }),
  });
}
