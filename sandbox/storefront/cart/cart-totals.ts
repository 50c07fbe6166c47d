import { discountForCode } from "../../checkout/discount-for-code";
import { discountLines, type OrderedDiscount } from "../../shop-life/discount-lines";
import type { Id, Iso, Minor, OrderLine, Product, Shop } from "../../world/types";
import type { StorefrontSession } from "../session";

export interface CartLine { product: Product; variant: Product["variants"][number]; quantity: number; discountMinor: Minor }

export interface CartTotals {
  lines: CartLine[];
  goodsMinor: Minor; discountMinor: Minor;
  applications: { title: string; type: string; amountMinor: Minor }[];
  codes: { code: string; applicable: boolean; reason: string | null }[];
  /** The discounts that apply, as an order takes them. */
  discounts: OrderedDiscount[];
}

/** What a visit's cart holds and costs before shipping and tax, in minor units. Lines of products that are gone are left out. */
export function cartTotals(shop: Shop, session: StorefrontSession, now: Iso): CartTotals {
  const found = session.lines.flatMap(({ variantId, quantity }) => {
    const match = findVariant(shop, variantId);
    return match ? [{ ...match, quantity }] : [];
  });
  const goodsMinor = found.reduce((sum, { variant, quantity }) => sum + variant.priceMinor * quantity, 0);
  const quantity = found.reduce((sum, line) => sum + line.quantity, 0);
  const customer = session.customerId ? shop.customers[session.customerId] ?? null : null;
  const answers = session.discountCodes.map((code) => ({ code, answer: discountForCode(shop, { code, customer, goodsMinor, quantity, now }) }));
  const discounts = answers.flatMap(({ answer }) => (answer.applies ? [answer.discount] : []));
  const drafts = found.map(draftLine);
  const taken = discountLines(drafts, discounts, { shippingMinor: 0, currency: shop.currency });
  return {
    lines: found.map((line, index) => ({ ...line, discountMinor: drafts[index]!.discountMinor })),
    goodsMinor, discountMinor: drafts.reduce((sum, line) => sum + line.discountMinor, 0), discounts,
    applications: taken.discountCodes.map(({ code, amountMinor }) => ({ title: code, type: "discount_code", amountMinor })),
    codes: answers.map(({ code, answer }) => ({ code, applicable: answer.applies, reason: answer.applies ? null : answer.reason })),
  };
}

/** A variant of the shop that can be bought. */
export function findVariant(shop: Shop, variantId: Id): { product: Product; variant: Product["variants"][number] } | null {
  for (const product of Object.values(shop.products)) {
    const variant = product.status === "active" ? product.variants.find(({ id }) => id === variantId) : undefined;
    if (variant) return { product, variant };
  }
  return null;
}

function draftLine({ product, variant, quantity }: Omit<CartLine, "discountMinor">): OrderLine {
  return {
    id: variant.id, productId: product.id, variantId: variant.id, title: product.title, variantTitle: variant.title, sku: variant.sku, vendor: product.vendor,
    quantity, currentQuantity: quantity, unitPriceMinor: variant.priceMinor, discountMinor: 0, taxMinor: 0, giftCard: Boolean(product.giftCard), isTip: false,
    requiresShipping: !product.giftCard, taxable: !product.giftCard,
  };
}
