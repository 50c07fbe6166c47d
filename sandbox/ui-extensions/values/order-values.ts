import type { Page } from "../../storefront/objects/page";
import { gid } from "../../world/ids";
import { orderTotals } from "../../world/order-totals";
import type { Order } from "../../world/types";
import { instructionsOf, journeyAt, unusedByTheSandbox } from "./checkout-values";
import { allocationOf, cartLine, customerOf, localizationOf, money } from "./shared-values";

/** What extensions of the thank-you page see: the order as it was placed. */
export function thankYouValues(page: Page, order: Order) {
  return { ...unusedByTheSandbox(), ...valuesOf(page, order), buyerJourney: journeyAt("thank-you"), instructions: instructionsOf(page.shop), orderConfirmation: { order: { id: gid("OrderIdentity", order.id) }, number: confirmationNumber(order), isFirstOrder: isFirst(page, order) } };
}

/** What extensions of the order status page see besides what all of an account's pages have. */
export function orderStatusValues(page: Page, order: Order) {
  const { appliedGiftCards, checkoutSettings, shippingAddress, billingAddress } = unusedByTheSandbox();
  return {
    appliedGiftCards, checkoutSettings, shippingAddress, billingAddress, ...valuesOf(page, order), authenticationState: page.customer ? ("fully_authenticated" as const) : ("pre_authenticated" as const),
    order: { id: gid("Order", order.id), name: order.name, confirmationNumber: confirmationNumber(order), processedAt: order.processedAt, ...(order.cancelledAt ? { cancelledAt: order.cancelledAt } : {}) },
  };
}

function valuesOf(page: Page, order: Order) {
  const { shop } = page;
  const totals = orderTotals(order);
  const { currency } = order;
  return {
    attributes: order.noteAttributes.map(({ name, value }) => ({ key: name, value })), checkoutToken: order.token, note: order.note ?? undefined,
    cost: { subtotalAmount: money(totals.subtotal, currency), totalShippingAmount: money(totals.shipping, currency), totalTaxAmount: money(totals.tax, currency), totalAmount: money(totals.total, currency) },
    buyerIdentity: { customer: customerOf(page), email: shop.protectedDataApproved ? order.email ?? undefined : undefined, phone: undefined, purchasingCompany: undefined },
    discountCodes: order.discountCodes.map(({ code }) => ({ code })),
    discountAllocations: order.discountCodes.map(({ code, amountMinor }) => allocationOf({ type: "discount_code", title: code }, amountMinor, currency)),
    lines: order.lines.filter(({ isTip }) => !isTip).map((line) => cartLine({
      id: line.id, variantId: line.variantId ?? line.id, productId: line.productId ?? line.id, title: line.title, subtitle: line.variantTitle === "Default Title" ? "" : line.variantTitle,
      image: imageOf(page, line.productId), sku: line.sku, vendor: line.vendor, productType: line.productId ? shop.products[line.productId]?.productType ?? "" : "", quantity: line.quantity, requiresShipping: line.requiresShipping,
      total: money(line.unitPriceMinor * line.quantity - line.discountMinor, currency), allocations: (line.allocations ?? []).flatMap(({ application, amountMinor }) => {
        const of = order.discountApplications?.[application];
        return of ? [allocationOf(of, amountMinor, currency)] : [];
      }),
    })),
    localization: localizationOf(page),
  };
}

function imageOf({ origin, shop }: Page, productId: string | null): string {
  const image = productId ? shop.products[productId]?.image : undefined;
  return image ? `${origin}${image}` : "";
}

/** The word a shopper reads beside the order's number. */
function confirmationNumber({ token }: Order): string {
  return token.replace(/[^a-z0-9]/gi, "").slice(0, 9).toUpperCase();
}

function isFirst({ shop }: Page, order: Order): boolean {
  return !Object.values(shop.orders).some(({ id, customerId, deleted, createdAt }) => id !== order.id && !deleted && customerId !== null && customerId === order.customerId && createdAt < order.createdAt);
}
