import { gid } from "../../world/ids";
import type { Minor, Order, OrderLine, Shop } from "../../world/types";
import type { OrderMoney } from "./order-money";

/** One entry of `line_items`. */
export function linePayload(shop: Shop, line: OrderLine, context: { order: Order; money: OrderMoney }) {
  const { order, money } = context;
  const fulfilled = order.fulfillmentStatus === "fulfilled";
  return {
    id: BigInt(line.id),
    admin_graphql_api_id: gid("LineItem", line.id),
    attributed_staffs: [],
    current_quantity: line.currentQuantity,
    fulfillable_quantity: fulfilled || order.cancelledAt ? 0 : line.currentQuantity,
    fulfillment_service: "manual",
    fulfillment_status: fulfilled ? "fulfilled" : null,
    gift_card: line.giftCard,
    grams: line.requiresShipping ? 450 : 0,
    name: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    price: money.amount(line.unitPriceMinor),
    price_set: money.set(line.unitPriceMinor),
    product_exists: line.productId !== null && Object.hasOwn(shop.products, line.productId),
    product_id: line.productId === null ? null : BigInt(line.productId),
    properties: [],
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sales_line_item_group_id: null,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    total_discount: money.amount(0),
    total_discount_set: money.set(0),
    variant_id: line.variantId === null ? null : BigInt(line.variantId),
    variant_inventory_management: line.productId === null ? null : "shopify",
    variant_title: line.variantTitle || null,
    vendor: line.vendor || null,
    ...(line.isTip ? { tip_payment_gateway: "shopify_payments", tip_payment_method: "Visa" } : {}),
    tax_lines: taxLines(shop, line.taxMinor, money),
    duties: [],
    discount_allocations: (line.allocations ?? []).map(({ application, amountMinor }) => ({
      amount: money.amount(amountMinor), amount_set: money.set(amountMinor), discount_application_index: application,
    })),
  };
}

export function taxLines(shop: Shop, taxMinor: Minor, money: OrderMoney) {
  if (taxMinor === 0) return [];
  return [{ channel_liable: false, price: money.amount(taxMinor), price_set: money.set(taxMinor), rate: shop.taxRate, title: "Sales tax" }];
}
