import { decimalOf } from "../world/money";
import type { Discount, Shop } from "../world/types";

/** What a discount is, as the merchant's pages say it: one phrase after the other. */
export function summaryOf(discount: Discount, shop: Shop): string[] {
  const amount = (minor: number) => `${decimalOf(minor, shop.currency)} ${shop.currency}`;
  const { value, minimum, maximumShippingMinor } = discount;
  const gives = "freeShipping" in value ? "Free shipping on all products" : `${"percent" in value ? `${value.percent}%` : amount(value.amountMinor)} off ${itemsOf(discount)}`;
  return [
    gives,
    ...(minimum ? ["quantity" in minimum ? `Minimum quantity of ${minimum.quantity}` : `Minimum purchase of ${amount(minimum.subtotalMinor)}`] : []),
    ...(maximumShippingMinor === null ? [] : [`Applies to shipping rates under ${amount(maximumShippingMinor)}`]),
    ...(discount.customerIds ? [`For ${discount.customerIds.length} ${discount.customerIds.length === 1 ? "customer" : "customers"}`] : []),
    ...(discount.appliesOncePerCustomer ? ["One use per customer"] : []),
  ];
}

function itemsOf({ items }: Discount): string {
  if (items === null) return "entire order";
  const [count, what] = "collectionIds" in items ? [items.collectionIds.length, "collection"] : [items.productIds.length + items.variantIds.length, "product"];
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
