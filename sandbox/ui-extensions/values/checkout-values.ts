import type { Quote } from "../../checkout/quote";
import type { CartTotals } from "../../storefront/cart/cart-totals";
import type { Page } from "../../storefront/objects/page";
import type { Shop } from "../../world/types";
import { allocationOf, cartLine, customerOf, localizationOf, money } from "./shared-values";

/** What extensions of a checkout see of it; settings and metafields are each run's own. */
export function checkoutValues(page: Page, { cart, totals, token, email }: { cart: CartTotals; totals: Quote; token: string; email: string }) {
  const { shop, session } = page;
  const { currency } = shop;
  const customer = customerOf(page);
  return {
    ...unusedByTheSandbox(), buyerJourney: journeyAt("checkout"), instructions: instructionsOf(shop), attributes: Object.entries(session.attributes).map(([key, value]) => ({ key, value })), checkoutToken: token, note: session.note ?? undefined,
    cost: {
      subtotalAmount: money(totals.subtotal, currency), totalShippingAmount: money(totals.shipping, currency), totalTaxAmount: money(totals.tax, currency), totalAmount: money(totals.total, currency),
    },
    buyerIdentity: { customer, email: shop.protectedDataApproved ? email || undefined : undefined, phone: undefined, purchasingCompany: undefined },
    discountCodes: cart.codes.filter(({ why }) => why === null).map(({ code }) => ({ code })),
    discountAllocations: cart.applications.map((application) => allocationOf(application, application.amountMinor, currency)),
    lines: cart.lines.map(({ product, variant, quantity, discountMinor, allocations }) => cartLine({
      id: variant.id, variantId: variant.id, productId: product.id, title: product.title, subtitle: variant.title === "Default Title" ? "" : variant.title, image: `${page.origin}${product.image}`, sku: variant.sku,
      vendor: product.vendor, productType: product.productType, quantity, requiresShipping: !product.giftCard, total: money(variant.priceMinor * quantity - discountMinor, currency), allocations: allocations.map(({ application, amountMinor }) => allocationOf(cart.applications[application]!, amountMinor, currency)),
    })),
    localization: localizationOf(page),
  };
}

/** A shop whose checkout forbids it (an accelerated one, a draft order) lets no extension change discounts. */
export function instructionsOf(shop: Shop) {
  const open = !shop.checkoutLocksDiscounts;
  return {
    attributes: { canUpdateAttributes: true }, delivery: { canSelectCustomAddress: false }, discounts: { canUpdateDiscountCodes: open },
    lines: { canAddCartLine: false, canRemoveCartLine: false, canUpdateCartLine: false }, metafields: { canSetCartMetafields: false, canDeleteCartMetafield: false }, notes: { canUpdateNote: false },
  };
}

/** The checkout of the sandbox is one page; after it comes the thank-you page. */
export function journeyAt(handle: "checkout" | "thank-you") {
  return { completed: handle === "thank-you", steps: [{ handle: "checkout", label: "Checkout", to: "/checkout", disabled: false }], activeStep: { handle } };
}

/** Signals every checkout API has and this sandbox has nothing to say in: empty, as they are in a plain checkout. */
export function unusedByTheSandbox() {
  return {
    appliedGiftCards: [], availablePaymentOptions: [], selectedPaymentOptions: [], deliveryGroups: [], shippingAddress: undefined, billingAddress: undefined, localizedFields: undefined,
    checkoutSettings: { orderSubmission: "ORDER", shippingAddress: { isEditable: true } } as const, customerPrivacy: NO_PRIVACY_CHOICE,
  };
}

export const NO_PRIVACY_CHOICE = { allowedProcessing: { analytics: true, marketing: true, preferences: true, saleOfData: true }, metafields: [], visitorConsent: {}, shouldShowBanner: false, saleOfDataRegion: false };
