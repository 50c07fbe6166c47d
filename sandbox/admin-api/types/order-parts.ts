import { gid } from "../../world/ids";
import { decimalOf, minorOf } from "../../world/money";
import type { DiscountApplication, Order, OrderLine, Shop } from "../../world/types";
import type { ApiContext } from "../core/context";
import { money, moneyBag } from "../core/money-set";

/** What each discount took off a line, with the discount as the order met it. */
export function allocationsOf(order: Order, line: OrderLine) {
  const parts = line.allocations ?? (line.discountMinor === 0 ? [] : [{ application: 0, amountMinor: line.discountMinor }]);
  return parts.map(({ application, amountMinor }) => ({
    allocatedAmountSet: moneyBag(order, amountMinor), discountApplication: applicationOf(order, application),
  }));
}

export function applicationOf(order: Order, index: number) {
  const known = order.discountApplications?.[index] ?? fallback(order);
  const shipping = known.target === "shipping_line";
  return {
    ...(known.type === "discount_code" ? { __typename: "DiscountCodeApplication", code: known.title } : { __typename: "AutomaticDiscountApplication", title: known.title }),
    index, targetSelection: (known.selection ?? "all").toUpperCase(), targetType: shipping ? "SHIPPING_LINE" : "LINE_ITEM", allocationMethod: shipping ? "EACH" : "ACROSS",
    value: known.valueType === "percentage"
      ? { __typename: "PricingPercentageValue", percentage: Number(known.value) }
      : { __typename: "MoneyV2", ...money(minorOf(known.value, order.currency) ?? 0, order.currency) },
  };
}

/** One tax line, or none where nothing is taxed. */
export function taxLineOf(order: Order, shop: Shop, taxMinor: number) {
  if (taxMinor === 0) return [];
  return [{ title: "Sales tax", rate: shop.taxRate, ratePercentage: shop.taxRate * 100, source: "Shopify", channelLiable: false, priceSet: moneyBag(order, taxMinor) }];
}

export function shippingLineOf({ shop }: ApiContext, order: Order) {
  if (order.shippingMinor === 0 && order.shippingDiscountMinor === 0 && !order.lines.some((line) => line.requiresShipping)) return null;
  const discounted = order.shippingMinor - order.shippingDiscountMinor;
  return {
    id: gid("ShippingLine", `${order.id}9`), title: "Standard", code: "standard", source: "shopify", custom: false, isRemoved: false,
    originalPriceSet: moneyBag(order, order.shippingMinor), discountedPriceSet: moneyBag(order, discounted), currentDiscountedPriceSet: moneyBag(order, discounted),
    taxLines: taxLineOf(order, shop, order.shippingTaxMinor),
    discountAllocations: order.shippingDiscountMinor === 0 ? [] : [{
      allocatedAmountSet: moneyBag(order, order.shippingDiscountMinor), discountApplication: applicationOf(order, shippingApplication(order)),
    }],
  };
}

function shippingApplication(order: Order): number {
  return Math.max(0, (order.discountApplications ?? []).findIndex(({ target }) => target === "shipping_line"));
}

/** Orders that name a code and no applications: the code took it all. */
function fallback(order: Order): DiscountApplication {
  const code = order.discountCodes[0];
  const amount = decimalOf(code?.amountMinor ?? order.lines.reduce((sum, line) => sum + line.discountMinor, 0), order.currency);
  return { type: code ? "discount_code" : "automatic", title: code?.code ?? "Automatic discount", value: amount, valueType: "fixed_amount", target: code?.type === "shipping" ? "shipping_line" : "line_item" };
}
