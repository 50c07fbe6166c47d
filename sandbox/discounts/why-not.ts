import type { Customer, Discount, Iso, Minor, OrderLine, Shop } from "../world/types";
import { statusOf } from "./discount-facts";
import { entitledLines } from "./entitled-lines";
import { findCode, findCodeEvenDeleted, type FoundCode } from "./redeem-codes";

/** A cart or an order in the making, as discounts look at it. `shippingMinor` is null where nothing is shipped. */
export interface Scene {
  lines: OrderLine[]; shippingMinor: Minor | null; customer: Customer | null; email: string | null; now: Iso;
  /** The codes were entered in time: that they are deleted, used up or over by now does not matter. */
  late?: boolean | undefined;
}

/** Why a code does nothing. The checkout has a sentence for each in the shopper's language; these are for people who play the shop. */
export const WHY_NOT = {
  unknown: "no discount of this shop has it", expired: "it has expired", early: "it is not valid yet", used: "it has been used as often as it may", once: "this buyer has used it",
  log_in: "it is for known customers", other_customer: "it is for other customers", amount: "the order is below its minimum", quantity: "the order has too few items for it",
  items: "nothing in the order is what it is for", no_shipping: "nothing is shipped", shipping_price: "shipping is dearer than it covers", combine: "it does not combine with the others", too_many: "five other codes apply",
} as const;
export type WhyNot = keyof typeof WHY_NOT;

/** Looks a code up as a checkout does. Alone, without the other codes of the cart. */
export function lookUpCode(shop: Shop, code: string, scene: Scene): { found: FoundCode | null; why: WhyNot | null } {
  const found = scene.late ? findCodeEvenDeleted(shop, code) : findCode(shop, code);
  if (!found) return { found, why: "unknown" };
  return { found, why: (scene.late ? null : spentOrClosed(found, scene)) ?? notForThem(found.discount, scene) ?? notForThis(shop, found.discount, scene) };
}

function spentOrClosed({ discount, redeem }: FoundCode, scene: Scene): WhyNot | null {
  const status = statusOf(discount, scene.now);
  if (status !== "ACTIVE") return status === "EXPIRED" ? "expired" : "early";
  if (discount.usageLimit !== null && redeem.uses.length >= discount.usageLimit) return "used";
  const buyer = buyerOf(scene.customer, scene.email);
  return discount.appliesOncePerCustomer && buyer !== null && redeem.uses.some(({ by }) => by === buyer) ? "once" : null;
}

function notForThem({ customerIds }: Discount, { customer }: Scene): WhyNot | null {
  if (customerIds === null || (customer && customerIds.includes(customer.id))) return null;
  return customer ? "other_customer" : "log_in";
}

function notForThis(shop: Shop, discount: Discount, scene: Scene): WhyNot | null {
  const entitled = entitledLines(shop, discount, scene.lines).map((index) => scene.lines[index]!);
  if (entitled.length === 0) return "items";
  const { minimum, maximumShippingMinor, value } = discount;
  if (minimum && "subtotalMinor" in minimum && entitled.reduce((sum, line) => sum + line.unitPriceMinor * line.quantity, 0) < minimum.subtotalMinor) return "amount";
  if (minimum && "quantity" in minimum && entitled.reduce((sum, line) => sum + line.quantity, 0) < minimum.quantity) return "quantity";
  if (!("freeShipping" in value)) return null;
  if (scene.shippingMinor === null) return "no_shipping";
  return maximumShippingMinor !== null && scene.shippingMinor > maximumShippingMinor ? "shipping_price" : null;
}

/** Who a use is counted for: the customer, or a guest by e-mail address. */
export function buyerOf(customer: Pick<Customer, "id"> | null, email: string | null): string | null {
  return customer?.id ?? email?.trim().toLowerCase() ?? null;
}
