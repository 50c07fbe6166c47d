import { randomBytes } from "node:crypto";
import type { Sandbox } from "../sandbox";
import { nextId } from "../world/ids";
import { orderTotals } from "../world/order-totals";
import type { Customer, Id, Iso, Minor, Order, OrderLine, Shop } from "../world/types";
import { chooseDiscounts } from "../discounts/choose-discounts";
import { findCodeEvenDeleted } from "../discounts/redeem-codes";
import { buyerOf, WHY_NOT } from "../discounts/why-not";
import { announceOrder } from "./announce-order";
import { customerById } from "./customer-by-id";
import { discountLines, type OrderedDiscount } from "./discount-lines";
import { momentOf } from "./moment-of";
import { orderLines, tipLine, type OrderedLine } from "./order-lines";
import { Refusal } from "./refusal";
import { taxOf } from "./tax-of";
import { wholeMinor } from "./whole-minor";

export interface PlaceOrder {
  /** Missing or null: a guest, known by `email` at most. */
  customerId?: Id | null | undefined; email?: string | null | undefined;
  lines: OrderedLine[]; discounts?: OrderedDiscount[] | undefined;
  /** Codes of the shop's own discounts, taken off as the checkout does; refused when one does not apply. */
  codes?: string[] | undefined;
  /** The codes were entered in time: that they are deleted, over or used up by now does not matter. */
  late?: boolean | undefined;
  /** Missing: the shop's flat rate when anything is shipped and the order is not from the till. */
  shippingMinor?: Minor | undefined; tipMinor?: Minor | undefined; taxesIncluded?: boolean | undefined;
  source?: Order["source"] | undefined; test?: boolean | undefined;
  /** Both or neither; the rate is presentment units per shop unit, "0.92". */
  presentmentCurrency?: string | undefined; presentmentRate?: string | undefined;
  note?: string | undefined; noteAttributes?: { name: string; value: string }[] | undefined; tags?: string[] | undefined; locale?: string | undefined; at?: Iso | undefined;
}

/** A checkout is completed: the order exists, unpaid (an order worth nothing is paid at once). Tells orders/create. */
export function placeOrder(sandbox: Sandbox, shop: Shop, command: PlaceOrder): Order {
  const at = momentOf(sandbox, command.at);
  const customer = command.customerId ? customerById(shop, command.customerId) : null;
  if (command.lines.length === 0) throw new Refusal("lines: the order is empty, expected one line or more");
  const presentment = presentmentOf(shop, command);
  const lines = orderLines(sandbox.world, shop, command.lines);
  const email = command.email ?? customer?.email ?? null;
  const money = priced(shop, lines, { command, customer, email, at });
  if (command.tipMinor) lines.push(tipLine(sandbox.world, command.tipMinor));
  const order: Order = { ...blankOrder(sandbox, shop, { at, command, customer }), ...money, ...presentment, lines };
  if (!Number.isSafeInteger(orderTotals(order).total)) throw new Refusal("lines: the order's total passes 2^53 minor units, expected less");
  shop.nextOrderNumber += 1;
  const free = orderTotals(order).total === 0;
  if (free) order.financialStatus = "paid";
  shop.orders[order.id] = order;
  countUses(shop, order);
  announceOrder(sandbox, shop, { order, at, topics: free ? ["orders/create", "orders/paid"] : ["orders/create"] });
  return order;
}

interface Buying { command: PlaceOrder; customer: Customer | null; email: string | null; at: Iso }

function priced(shop: Shop, lines: OrderLine[], buying: Buying) {
  const { command } = buying;
  const taxesIncluded = command.taxesIncluded ?? shop.taxesIncluded;
  const ships = command.source !== "pos" && lines.some((line) => line.requiresShipping);
  const shippingMinor = wholeMinor(command.shippingMinor ?? (ships ? shop.shippingMinor : 0), "shippingMinor");
  const discounts = [...(command.discounts ?? []), ...discountsOfCodes(shop, lines, { ...buying, shippingMinor: ships ? shippingMinor : null })];
  const discounted = discountLines(lines, discounts, { shippingMinor, currency: shop.currency });
  const tax = { rate: shop.taxRate, included: taxesIncluded };
  for (const line of lines) if (line.taxable) line.taxMinor = taxOf(line.unitPriceMinor * line.quantity - line.discountMinor, tax);
  return { taxesIncluded, shippingMinor, ...discounted, shippingTaxMinor: taxOf(shippingMinor - discounted.shippingDiscountMinor, tax) };
}

function discountsOfCodes(shop: Shop, lines: OrderLine[], { command, shippingMinor, ...buyer }: Buying & { shippingMinor: Minor | null }): OrderedDiscount[] {
  const { answers, discounts } = chooseDiscounts(shop, command.codes ?? [], { lines, shippingMinor, customer: buyer.customer, email: buyer.email, now: buyer.at, late: command.late });
  const refused = answers.find(({ why }) => why !== null);
  if (refused) throw new Refusal(`code ${refused.code}: ${WHY_NOT[refused.why!]}, expected codes that apply together`);
  return discounts;
}

/** A use counts from the order on, paid or not, and is not given back. */
function countUses(shop: Shop, order: Order): void {
  const by = buyerOf(order.customerId === null ? null : { id: order.customerId }, order.email);
  for (const { code } of order.discountCodes) findCodeEvenDeleted(shop, code)?.redeem.uses.push({ at: order.createdAt, by });
}

function presentmentOf(shop: Shop, command: PlaceOrder): Pick<Order, "presentmentCurrency" | "presentmentRate"> {
  const { presentmentCurrency: currency, presentmentRate: rate } = command;
  if (currency === undefined && rate === undefined) return { presentmentCurrency: shop.currency, presentmentRate: "1" };
  if (currency === undefined || rate === undefined) throw new Refusal("presentmentCurrency and presentmentRate: expected both or neither");
  if (!/^[A-Z]{3}$/.test(currency)) throw new Refusal(`presentmentCurrency ${currency}: expected three capital letters, as in EUR`);
  if (!/^\d{1,9}(\.\d{1,10})?$/.test(rate) || Number(rate) === 0) throw new Refusal(`presentmentRate ${rate}: expected a decimal number above zero, as in 0.92`);
  if (currency === shop.currency && Number(rate) !== 1) throw new Refusal(`presentmentRate ${rate}: the presentment currency is the shop's ${currency}, expected 1`);
  return { presentmentCurrency: currency, presentmentRate: rate };
}

function blankOrder(sandbox: Sandbox, shop: Shop, from: { at: Iso; command: PlaceOrder; customer: Customer | null }) {
  const { at, command, customer } = from;
  return {
    id: nextId(sandbox.world), number: shop.nextOrderNumber, name: `#${shop.nextOrderNumber}`, token: randomBytes(16).toString("hex"),
    customerId: customer?.id ?? null, email: command.email ?? customer?.email ?? null, source: command.source ?? "web" as const, test: command.test ?? false,
    currency: shop.currency, createdAt: at, processedAt: at, updatedAt: at, cancelledAt: null, closedAt: null, cancelReason: null, deleted: false,
    financialStatus: "pending" as const, fulfillmentStatus: null, fulfilledAt: null, tags: command.tags ?? [], note: command.note ?? null,
    noteAttributes: command.noteAttributes ?? [], transactions: [], refunds: [], disputes: [], risk: "none" as const,
    customerLocale: command.locale ?? customer?.locale ?? shop.locale,
  };
}
