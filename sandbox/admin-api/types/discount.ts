import { classOf, statusOf } from "../../discounts/discount-facts";
import { summaryOf } from "../../discounts/discount-summary";
import { liveCodes, usesUntil } from "../../discounts/redeem-codes";
import { handleOfShop } from "../../world/find-shop";
import { gid } from "../../world/ids";
import type { Discount, RedeemCode } from "../../world/types";
import { same, type TypeResolvers } from "../core/context";
import { connection } from "../core/connection";
import { money } from "../core/money-set";
import { searchQuery } from "../core/search-query";
import { countedUntil } from "../core/stale-answers";
import { codeFilters, codePlace } from "./discount-filters";
import { contextOf, getsOf, minimumOf } from "./discount-parts";

const shared: TypeResolvers = {
  ...same("title", "startsAt", "endsAt", "usageLimit", "appliesOncePerCustomer", "tags", "recurringCycleLimit", "createdAt", "updatedAt"),
  status: (discount: Discount, _args, { sandbox }) => statusOf(discount, sandbox.now().toISOString()),
  summary: (discount: Discount, _args, { shop }) => summaryOf(discount, shop).join(" • "),
  shortSummary: (discount: Discount, _args, { shop }) => summaryOf(discount, shop)[0],
  discountClasses: (discount: Discount) => [classOf(discount).toUpperCase()],
  discountClass: (discount: Discount) => classOf(discount).toUpperCase(),
  combinesWith: ({ combinesWith: { order, product, shipping } }: Discount) => ({ orderDiscounts: order, productDiscounts: product, shippingDiscounts: shipping, productDiscountsWithTagsOnSameCartLine: null }),
  context: (discount: Discount, _args, context) => contextOf(context, discount),
  minimumRequirement: (discount: Discount, _args, { shop }) => minimumOf(discount, shop.currency),
  hasTimelineComment: () => false,
  // Shopify counts uses some time after the order: until then both counts are lower.
  asyncUsageCount: (discount: Discount, _args, { sandbox }) => liveCodes(discount).reduce((sum, redeem) => sum + usesUntil(redeem, countedUntil(sandbox.now())), 0),
  codesCount: (discount: Discount) => ({ count: liveCodes(discount).length, precision: "EXACT" }),
  codes: (discount: Discount, args, context, info) =>
    connection(liveCodes(discount).filter(searchQuery(args.query, codeFilters(context.sandbox.now()), "codes")), args, codePlace(args.sortKey), { context, info }),
  shareableUrls: (discount: Discount, _args, { shop, sandbox }) => {
    const [first] = liveCodes(discount);
    if (!first) return [];
    return [{ title: "Home page", targetType: "HOME", targetItemImage: null, url: `${sandbox.url}/shop/${handleOfShop(shop)}/discount/${encodeURIComponent(first.code)}` }];
  },
};

export const DiscountCodeBasicFields: TypeResolvers = { ...shared, customerGets: (discount: Discount, _args, { shop }) => getsOf(discount, shop) };

export const DiscountCodeFreeShippingFields: TypeResolvers = {
  ...shared, ...same("appliesOnOneTimePurchase", "appliesOnSubscription"),
  destinationSelection: () => ({ __typename: "DiscountCountryAll", allCountries: true }),
  maximumShippingPrice: ({ maximumShippingMinor }: Discount, _args, { shop }) => (maximumShippingMinor === null ? null : money(maximumShippingMinor, shop.currency)),
};

export const DiscountRedeemCodeFields: TypeResolvers = {
  id: (redeem: RedeemCode) => gid("DiscountRedeemCode", redeem.id),
  code: (redeem: RedeemCode) => redeem.code,
  asyncUsageCount: (redeem: RedeemCode, _args, { sandbox }) => usesUntil(redeem, countedUntil(sandbox.now())),
};
