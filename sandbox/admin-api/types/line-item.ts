import { gid } from "../../world/ids";
import { shareOfLine } from "../../world/order-totals";
import type { Order, OrderLine } from "../../world/types";
import { same, type TypeResolvers } from "../core/context";
import { moneyBag } from "../core/money-set";
import { allocationsOf, taxLineOf } from "./order-parts";
import { nodeById } from "./node";

export interface LineSource extends OrderLine { order: Order }

export function lineItem(order: Order, line: OrderLine): LineSource {
  return { ...line, order };
}

export const LineItemFields: TypeResolvers = {
  ...same("title", "quantity", "currentQuantity", "requiresShipping", "taxable", "vendor"),
  id: (line: LineSource) => gid("LineItem", line.id),
  name: (line: LineSource) => (line.variantTitle && line.variantTitle !== "Default Title" ? `${line.title} - ${line.variantTitle}` : line.title),
  sku: (line: LineSource) => line.sku || null,
  variantTitle: (line: LineSource) => line.variantTitle || null,
  isGiftCard: (line: LineSource) => line.giftCard,
  customAttributes: () => [],
  refundableQuantity: (line: LineSource) => line.currentQuantity,
  product: (line: LineSource, _args, context) => (line.productId ? nodeById(context, gid("Product", line.productId), "product") : null),
  variant: (line: LineSource, _args, context) => (line.variantId ? nodeById(context, gid("ProductVariant", line.variantId), "variant") : null),
  sellingPlan: (line: LineSource) => (line.subscription ? { name: "Delivery every month", sellingPlanId: gid("SellingPlan", "710001") } : null),
  originalUnitPriceSet: (line: LineSource) => moneyBag(line.order, line.unitPriceMinor),
  originalTotalSet: (line: LineSource) => moneyBag(line.order, line.unitPriceMinor * line.quantity),
  totalDiscountSet: (line: LineSource) => moneyBag(line.order, discountOutsideCodes(line)),
  discountedTotalSet: (line: LineSource, { withCodeDiscounts }: { withCodeDiscounts: boolean }) =>
    moneyBag(line.order, line.unitPriceMinor * line.quantity - (withCodeDiscounts ? line.discountMinor : discountOutsideCodes(line))),
  discountedUnitPriceSet: (line: LineSource) => moneyBag(line.order, line.unitPriceMinor - shareOfLine(line, discountOutsideCodes(line), 1)),
  discountedUnitPriceAfterAllDiscountsSet: (line: LineSource) => moneyBag(line.order, line.unitPriceMinor - shareOfLine(line, line.discountMinor, 1)),
  discountAllocations: (line: LineSource) => allocationsOf(line.order, line),
  taxLines: (line: LineSource, _args, { shop }) => taxLineOf(line.order, shop, line.taxMinor),
};

/** Line discounts that came from no code: Shopify counts code discounts only where it is asked to. */
function discountOutsideCodes(line: LineSource): number {
  const { discountApplications: applications, discountCodes } = line.order;
  if (!applications || !line.allocations) return discountCodes.some(({ type }) => type !== "shipping") ? 0 : line.discountMinor;
  return line.allocations.reduce((sum, { application, amountMinor }) => sum + (applications[application]?.type === "automatic" ? amountMinor : 0), 0);
}
