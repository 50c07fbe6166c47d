import type { Discount, OrderLine, Shop } from "../world/types";

/** Places of the lines a discount is for. Gift cards and tips are never discounted. */
export function entitledLines(shop: Shop, discount: Discount, lines: OrderLine[]): number[] {
  return lines.flatMap((line, index) => (isEntitled(shop, discount, line) ? [index] : []));
}

function isEntitled(shop: Shop, discount: Discount, line: OrderLine): boolean {
  if (line.giftCard || line.isTip) return false;
  if (!(line.subscription ? discount.appliesOnSubscription : discount.appliesOnOneTimePurchase)) return false;
  const { items } = discount;
  if (items === null) return true;
  const { productId, variantId } = line;
  if ("productIds" in items) return (productId !== null && items.productIds.includes(productId)) || (variantId !== null && items.variantIds.includes(variantId));
  return productId !== null && items.collectionIds.some((id) => shop.collections[id]?.productIds.includes(productId));
}
