import type { BuyerReward } from "../../_shared/contract";
import { classOf } from "../../_shared/ui/combining";

/** As much of an order in the making as says whether a code would do something for it. */
export interface OrderSeen {
  lines: readonly {
    quantity: number;
    merchandise: { id: string; product: { id: string }; requiresShipping: boolean; sellingPlan?: { recurringDeliveries: boolean } };
    cost: { totalAmount: { amount: number } };
    discountAllocations: readonly { discountedAmount: { amount: number } }[];
  }[];
  currency: string;
  /** After discounts; undefined until it is known. */
  shipping: number | undefined;
}

/**
 * Whether the code of a reward would do something for this order, by the rules of Shopify's discounts: they leave subscriptions
 * out, and a minimum counts what they are for. `unsure`: which collections goods are in cannot be seen at a checkout.
 */
export type Fit = "fits" | "unsure" | "no_goods" | "too_small" | "no_shipping" | "dear_shipping";

export function fitOrder(reward: Pick<BuyerReward, "kind" | "goods" | "minimumSpendMinor" | "maximumShippingMinor">, order: OrderSeen, shopCurrency: string): Fit {
  const { goods, minimumSpendMinor, maximumShippingMinor } = reward;
  const once = order.lines.filter(({ merchandise }) => !merchandise.sellingPlan?.recurringDeliveries);
  const entitled = once.filter(isFor(goods));
  if (entitled.length === 0) return "no_goods";
  // Amounts are compared in the shop's own currency alone.
  const decimals = new Intl.NumberFormat("en", { style: "currency", currency: shopCurrency }).resolvedOptions().maximumFractionDigits ?? 2;
  const minor = (amount: number) => (order.currency === shopCurrency ? Math.round(amount * 10 ** decimals) : null);
  const spent = minor(entitled.reduce((sum, { cost, discountAllocations }) => sum + cost.totalAmount.amount + discountAllocations.reduce((off, { discountedAmount }) => off + discountedAmount.amount, 0), 0));
  if (spent !== null && spent < minimumSpendMinor) return "too_small";
  if (classOf(reward) === "shipping") {
    if (!once.some(({ merchandise }) => merchandise.requiresShipping)) return "no_shipping";
    const shipping = order.shipping === undefined ? null : minor(order.shipping);
    if (maximumShippingMinor !== null && shipping !== null && shipping > maximumShippingMinor) return "dear_shipping";
  }
  return goods && goods.collectionIds.length > 0 ? "unsure" : "fits";
}

/** Of a collection any line may be one. */
function isFor(goods: BuyerReward["goods"]): (line: OrderSeen["lines"][number]) => boolean {
  if (goods === null || goods.collectionIds.length > 0) return () => true;
  const { productIds, variantIds = [] } = goods;
  return ({ merchandise: { id, product } }) => (variantIds.length > 0 ? variantIds.includes(numberIn(id)) : productIds.includes(numberIn(product.id)));
}

const numberIn = (gid: string) => /\/(\d+)(?:\?.*)?$/.exec(gid)?.[1] ?? "";
