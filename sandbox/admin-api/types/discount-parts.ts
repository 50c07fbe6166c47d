import type { Collection, Discount, Product, Shop } from "../../world/types";
import { connection, inGivenOrder } from "../core/connection";
import type { ApiContext, TypeResolvers } from "../core/context";
import { money } from "../core/money-set";
import { typed } from "../core/typed";

/** Who may use a discount, as the API's union. */
export function contextOf({ shop }: ApiContext, { customerIds }: Discount): object {
  if (customerIds === null) return { __typename: "DiscountBuyerSelectionAll", all: "ALL" };
  return { __typename: "DiscountCustomers", customers: customerIds.map((id) => shop.customers[id]).filter((customer) => customer !== undefined) };
}

export function minimumOf({ minimum }: Discount, currency: string): object | null {
  if (minimum === null) return null;
  return "quantity" in minimum
    ? { __typename: "DiscountMinimumQuantity", greaterThanOrEqualToQuantity: String(minimum.quantity) }
    : { __typename: "DiscountMinimumSubtotal", greaterThanOrEqualToSubtotal: money(minimum.subtotalMinor, currency) };
}

/** What a basic discount gives and on what. */
export function getsOf(discount: Discount, shop: Shop): object {
  const { appliesOnOneTimePurchase, appliesOnSubscription } = discount;
  return { appliesOnOneTimePurchase, appliesOnSubscription, items: itemsOf(discount), value: valueOf(discount, shop.currency) };
}

/** Entitled products and variants, and collections, as connections. */
export const DiscountProductsFields: TypeResolvers = {
  products: ({ productIds }: { productIds: string[] }, args, context, info) => {
    const rows = productIds.map((id) => context.shop.products[id]).filter((product): product is Product => product !== undefined);
    return connection(rows, args, inGivenOrder(rows), { context, info });
  },
  productVariants: ({ variantIds }: { variantIds: string[] }, args, context, info) => {
    const all = Object.values(context.shop.products).flatMap((product) => product.variants.map((variant) => ({ ...variant, product })));
    const rows = variantIds.flatMap((id) => all.find((variant) => variant.id === id) ?? []);
    return connection(rows, args, inGivenOrder(rows), { context, info });
  },
};
export const DiscountCollectionsFields: TypeResolvers = {
  collections: ({ collectionIds }: { collectionIds: string[] }, args, context, info) => {
    const rows = collectionIds.map((id) => context.shop.collections[id]).filter((collection): collection is Collection => collection !== undefined);
    return connection(rows, args, inGivenOrder(rows), { context, info });
  },
};

function itemsOf({ items }: Discount): object {
  if (items === null) return { __typename: "AllDiscountItems", allItems: true };
  return typed("productIds" in items ? "DiscountProducts" : "DiscountCollections", { ...items });
}

function valueOf({ value }: Discount, currency: string): object {
  if ("percent" in value) return { __typename: "DiscountPercentage", percentage: Number(value.percent) / 100 };
  return { __typename: "DiscountAmount", appliesOnEachItem: false, amount: money("amountMinor" in value ? value.amountMinor : 0, currency) };
}
