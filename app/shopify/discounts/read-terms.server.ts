import { parseMinor } from "~/loyalty/money/parse-minor";
import type { DiscountFound } from "~/loyalty/rewards/differs-from-terms";
import type { AdminClient } from "../client/admin-client.server";
import { DISCOUNT_TERMS } from "../documents/discounts.graphql";
import { DISCOUNT_TAG } from "./discount-input";

/** `terms` null: of a kind the app does not make, or in amounts that are none of this currency. */
export interface TermsAtShopify { usable: boolean; tagged: boolean; terms: DiscountFound | null }

interface Shared {
  __typename: string; status: string; tags: string[]; usageLimit: number | null; appliesOncePerCustomer: boolean; context: { __typename: string };
  combinesWith: { orderDiscounts: boolean; productDiscounts: boolean; shippingDiscounts: boolean };
  minimumRequirement: { __typename: string; greaterThanOrEqualToSubtotal?: { amount: string } } | null;
}
interface Rows { nodes: { id: string }[] }
interface Basic extends Shared {
  customerGets: {
    value: { __typename: string; percentage?: number; amount?: { amount: string }; appliesOnEachItem?: boolean };
    items: { __typename: string; products?: Rows; productVariants?: Rows; collections?: Rows };
  };
}
interface Shipping extends Shared { maximumShippingPrice: { amount: string } | null }

/** What a discount of the shop promises now; null when there is none of this id. @throws ShopifyFault */
export async function readTerms(client: AdminClient, discountId: string, currency: string): Promise<TermsAtShopify | null> {
  const { discountNode } = await client.run<{ discountNode: { discount: Basic | Shipping | { __typename: string } } | null }>(DISCOUNT_TERMS, { id: discountId });
  if (!discountNode) return null;
  const { discount } = discountNode;
  if (!("status" in discount)) return { usable: false, tagged: false, terms: null };
  return { usable: discount.status === "ACTIVE" || discount.status === "SCHEDULED", tagged: discount.tags.includes(DISCOUNT_TAG), terms: termsOf(discount, currency) };
}

function termsOf(discount: Basic | Shipping, currency: string): DiscountFound | null {
  const { minimumRequirement: minimum, combinesWith, usageLimit, appliesOncePerCustomer, context } = discount;
  if (minimum !== null && !minimum.greaterThanOrEqualToSubtotal) return null;
  try {
    return {
      ...("customerGets" in discount ? { value: valueOf(discount.customerGets.value, currency), goods: goodsOf(discount.customerGets.items) } : { value: shippingOf(discount, currency), goods: "all" as const }),
      minimumSpendMinor: minimum === null ? 0 : parseMinor(minimum.greaterThanOrEqualToSubtotal!.amount, currency),
      combinesWith: { order: combinesWith.orderDiscounts, product: combinesWith.productDiscounts, shipping: combinesWith.shippingDiscounts },
      usesPerCode: usageLimit, oncePerCustomer: appliesOncePerCustomer, everybody: context.__typename === "DiscountBuyerSelectionAll",
    };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Shopify tells shares as 0.125, and amounts off as positive decimals. */
function valueOf({ percentage, amount, appliesOnEachItem }: Basic["customerGets"]["value"], currency: string): DiscountFound["value"] {
  if (percentage !== undefined) return { percent: Math.round(percentage * 10_000) / 100 };
  if (!amount || appliesOnEachItem) throw new RangeError("a value the app does not make");
  return { minor: Math.abs(parseMinor(amount.amount, currency)) };
}

const shippingOf = ({ maximumShippingPrice }: Shipping, currency: string): DiscountFound["value"] =>
  ({ freeShipping: true, maximumMinor: maximumShippingPrice === null ? null : parseMinor(maximumShippingPrice.amount, currency) });

function goodsOf({ __typename, products, productVariants, collections }: Basic["customerGets"]["items"]): DiscountFound["goods"] {
  if (__typename === "AllDiscountItems") return "all";
  if (collections) return { of: "collections", ids: idsOf(collections) };
  // Entitled as a whole, or by variant: a free product is one variant.
  return productVariants && productVariants.nodes.length > 0 ? { of: "variants", ids: [...idsOf(productVariants), ...idsOf(products)] } : { of: "products", ids: idsOf(products) };
}

const idsOf = (rows: Rows | undefined) => (rows?.nodes ?? []).map(({ id }) => id.slice(id.lastIndexOf("/") + 1));
