import { formatMinor } from "~/loyalty/money/format-minor";
import { combinationOf, type DiscountTerms } from "~/loyalty/rewards/discount-terms";
import type { RewardValue } from "~/loyalty/rewards/reward";

/** Marks discounts of the app on the merchant's Discounts page. */
export const DISCOUNT_TAG = "perennial";

export interface DiscountToCreate {
  terms: DiscountTerms;
  title: string;
  /** The code it is created under. */
  seed: string;
  startsAt: Date;
}

/** Input of the mutation that makes this discount; each of its codes can be used once. It has no end: it is deactivated when its last code is resolved. */
export function discountInput({ terms, title, seed, startsAt }: DiscountToCreate): Record<string, unknown> {
  const { value, minimumSpendMinor, currency } = terms;
  const combines = combinationOf(terms);
  return {
    title, code: seed, startsAt: startsAt.toISOString(), usageLimit: 1, appliesOncePerCustomer: false, tags: [DISCOUNT_TAG], context: { all: "ALL" },
    combinesWith: { orderDiscounts: combines.order, productDiscounts: combines.product, shippingDiscounts: combines.shipping },
    minimumRequirement: minimumSpendMinor > 0 ? { subtotal: { greaterThanOrEqualToSubtotal: formatMinor(minimumSpendMinor, currency) } } : null,
    ...(isShipping(value) ? shippingPart(value, currency) : { customerGets: { value: valueInput(value, currency), items: itemsInput(value) } }),
  };
}

export const isShipping = (value: RewardValue): value is Extract<RewardValue, { kind: "free_shipping" }> => value.kind === "free_shipping";

function shippingPart({ maximumMinor }: Extract<RewardValue, { kind: "free_shipping" }>, currency: string) {
  return { destination: { all: true }, ...(maximumMinor === null ? {} : { maximumShippingPrice: formatMinor(maximumMinor, currency) }) };
}

type GoodsValue = Exclude<RewardValue, { kind: "free_shipping" }>;

/** An amount is taken off once, not off each item: a free product is one. */
function valueInput(value: GoodsValue, currency: string) {
  const amount = (minor: number) => ({ discountAmount: { amount: formatMinor(minor, currency), appliesOnEachItem: false } });
  const share = (percent: number) => ({ percentage: percent / 100 });
  if (value.kind === "percentage_off") return share(value.percent);
  if (value.kind === "product_discount") return "minor" in value.off ? amount(value.off.minor) : share(value.off.percent);
  return amount(value.minor);
}

function itemsInput(value: GoodsValue) {
  if (value.kind === "free_product") return { products: { productVariantsToAdd: [`gid://shopify/ProductVariant/${value.variantId}`] } };
  if (value.kind !== "product_discount") return { all: true };
  const { of, items } = value.goods;
  return of === "products" ? { products: { productsToAdd: items.map(({ id }) => `gid://shopify/Product/${id}`) } } : { collections: { add: items.map(({ id }) => `gid://shopify/Collection/${id}`) } };
}
