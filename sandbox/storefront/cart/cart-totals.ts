import { chooseDiscounts } from "../../discounts/choose-discounts";
import type { WhyNot } from "../../discounts/why-not";
import { customerByEmail } from "../../shop-life/customer-by-email";
import { discountLines, type OrderedDiscount } from "../../shop-life/discount-lines";
import type { DiscountApplication, Id, Minor, OrderLine, Product, Shop } from "../../world/types";
import type { Page } from "../objects/page";

export interface CartLine {
  product: Product; variant: Product["variants"][number]; quantity: number;
  /** All that is taken off the line, and how it is made up: by places in `CartTotals.applications`. */
  discountMinor: Minor; allocations: NonNullable<OrderLine["allocations"]>;
}

export interface CartApplication extends DiscountApplication { amountMinor: Minor }

export interface CartTotals {
  lines: CartLine[];
  goodsMinor: Minor; discountMinor: Minor;
  applications: CartApplication[];
  codes: { code: string; why: WhyNot | null }[];
  /** The discounts that apply, as an order takes them. */
  discounts: OrderedDiscount[];
}

export interface CartQuestion {
  /** Address of a guest, once the checkout knows it. */
  email?: string | undefined;
  /** Only these codes, whatever became of them since they were entered. */
  lateCodes?: string[] | undefined;
}

/** What a visit's cart holds and costs before shipping and tax, in minor units. Lines of products that are gone are left out. */
export function cartTotals({ shop, session, customer: visitor, now }: Page, { email, lateCodes }: CartQuestion = {}): CartTotals {
  const found = session.lines.flatMap(({ variantId, quantity }) => {
    const match = findVariant(shop, variantId);
    return match ? [{ ...match, quantity }] : [];
  });
  const customer = visitor ?? (email ? customerByEmail(shop, email) : null);
  const drafts = found.map(draftLine);
  const shippingMinor = drafts.some((line) => line.requiresShipping) ? shop.shippingMinor : null;
  const scene = { lines: drafts, shippingMinor, customer, email: customer?.email ?? email ?? null, now: now.toISOString(), late: lateCodes !== undefined };
  const { answers, discounts } = chooseDiscounts(shop, lateCodes ?? session.discountCodes, scene);
  const taken = discountLines(drafts, discounts, { shippingMinor: 0, currency: shop.currency });
  return {
    lines: found.map((line, index) => ({ ...line, discountMinor: drafts[index]!.discountMinor, allocations: drafts[index]!.allocations ?? [] })),
    goodsMinor: drafts.reduce((sum, line) => sum + line.unitPriceMinor * line.quantity, 0), discountMinor: drafts.reduce((sum, line) => sum + line.discountMinor, 0), discounts,
    applications: taken.discountApplications.map((application, index) => ({ ...application, amountMinor: taken.discountCodes[index]!.amountMinor })),
    codes: answers,
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

function draftLine({ product, variant, quantity }: Pick<CartLine, "product" | "variant" | "quantity">): OrderLine {
  return {
    id: variant.id, productId: product.id, variantId: variant.id, title: product.title, variantTitle: variant.title, sku: variant.sku, vendor: product.vendor,
    quantity, currentQuantity: quantity, unitPriceMinor: variant.priceMinor, discountMinor: 0, taxMinor: 0, giftCard: Boolean(product.giftCard), isTip: false,
    requiresShipping: !product.giftCard, taxable: !product.giftCard,
  };
}
