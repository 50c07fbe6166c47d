import { gid } from "../../world/ids";
import { orderTotals, type OrderTotals } from "../../world/order-totals";
import type { Customer, Order, Shop } from "../../world/types";
import { addressPayload } from "./address-payload";
import { orderCustomerPayload } from "./customer-payload";
import { linePayload, taxLines } from "./line-payload";
import { orderMoney, type MoneySet, type OrderMoney } from "./order-money";
import { refundPayload } from "./refund-payload";
import { shopTime } from "./shop-time";

/**
 * The whole order, as orders/create, paid, updated, cancelled and fulfilled carry it: ids as bigint, money as decimal text, times
 * on the shop's clock. Personal fields are null where the app is not approved for them.
 */
export function orderPayload(shop: Shop, order: Order) {
  const money = orderMoney(order);
  const totals = orderTotals(order);
  const customer = order.customerId === null ? null : shop.customers[order.customerId] ?? null;
  return {
    ...headOf(shop, order),
    ...sumsOf(order, totals, money),
    tax_lines: taxLines(shop, totals.tax, money),
    ...peopleOf(shop, order, customer),
    discount_applications: applicationsOf(order),
    fulfillments: fulfillmentsOf(shop, order),
    line_items: order.lines.map((line) => linePayload(shop, line, { order, money })),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundPayload(shop, order, refund)),
    shipping_lines: shippingLines(shop, order, money),
    returns: [],
    line_item_groups: [],
  };
}

const APP_OF: Record<Order["source"], bigint> = { web: 580_111n, pos: 129_785n, shopify_draft_order: 1_354_745n, subscription_contract: 580_111n };

function headOf(shop: Shop, order: Order) {
  const time = (iso: string | null) => (iso === null ? null : shopTime(iso, shop.timezone));
  return {
    id: BigInt(order.id),
    admin_graphql_api_id: gid("Order", order.id),
    app_id: APP_OF[order.source],
    buyer_accepts_marketing: false,
    cancel_reason: order.cancelReason,
    cancelled_at: time(order.cancelledAt),
    cart_token: order.source === "web" ? order.token : null,
    checkout_token: order.source === "web" ? order.token : null,
    client_details: null,
    closed_at: time(order.closedAt),
    company: null,
    confirmation_number: order.token.slice(0, 9).toUpperCase(),
    confirmed: true,
    created_at: time(order.createdAt),
    currency: order.currency,
    customer_locale: order.customerLocale,
    device_id: null,
    duties_included: false,
    estimated_taxes: false,
    financial_status: order.financialStatus,
    fulfillment_status: order.fulfillmentStatus,
    landing_site: null,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: null,
    merchant_of_record_app_id: null,
    name: order.name,
    note: order.note,
    note_attributes: order.noteAttributes,
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: `https://${shop.domain}/${shop.id}/orders/${order.token}/authenticate`,
    payment_gateway_names: [...new Set(order.transactions.map(({ gateway }) => gateway))],
    po_number: null,
    presentment_currency: order.presentmentCurrency,
    processed_at: time(order.processedAt),
    reference: null,
    referring_site: null,
    source_identifier: null,
    source_name: order.source,
    source_url: null,
    tags: order.tags.join(", "),
    tax_exempt: false,
    taxes_included: order.taxesIncluded,
    test: order.test,
    token: order.token,
    total_weight: 0,
    updated_at: time(order.updatedAt),
    user_id: null,
  };
}

function sumsOf(order: Order, totals: OrderTotals, money: OrderMoney) {
  return {
    discount_codes: order.discountCodes.map(({ code, amountMinor, type }) => ({ code, amount: money.amount(amountMinor), type })),
    current_shipping_price_set: money.set(totals.currentShipping),
    ...priced("current_subtotal_price", totals.currentSubtotal, money),
    current_total_additional_fees_set: null,
    ...priced("current_total_discounts", totals.currentDiscounts, money),
    current_total_duties_set: null,
    ...priced("current_total_price", totals.currentTotal, money),
    ...priced("current_total_tax", totals.currentTax, money),
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    ...priced("subtotal_price", totals.subtotal, money),
    total_cash_rounding_payment_adjustment_set: money.set(0),
    total_cash_rounding_refund_adjustment_set: money.set(0),
    ...priced("total_discounts", totals.discounts, money),
    ...priced("total_line_items_price", totals.lineItems, money),
    total_outstanding: money.amount(totals.outstanding),
    ...priced("total_price", totals.total, money),
    total_shipping_price_set: money.set(order.shippingMinor),
    ...priced("total_tax", totals.tax, money),
    total_tip_received: money.amount(totals.tip),
  };
}

function priced<Name extends string>(name: Name, minor: number, money: OrderMoney) {
  return { [name]: money.amount(minor), [`${name}_set`]: money.set(minor) } as Record<Name, string> & Record<`${Name}_set`, MoneySet>;
}

function peopleOf(shop: Shop, order: Order, customer: Customer | null) {
  const shown = shop.protectedDataApproved;
  const address = shown && customer && order.source !== "pos" ? addressPayload(customer) : null;
  return {
    browser_ip: shown && order.source === "web" ? "203.0.113.7" : null,
    contact_email: shown ? order.email : null,
    email: shown ? order.email : null,
    phone: null,
    billing_address: address,
    customer: customer ? orderCustomerPayload(shop, customer) : null,
    shipping_address: order.shippingMinor > 0 ? address : null,
  };
}

function applicationsOf(order: Order) {
  return (order.discountApplications ?? []).map((application) => ({
    target_type: application.target,
    type: application.type,
    value: application.value,
    value_type: application.valueType,
    allocation_method: "across",
    target_selection: application.selection ?? "all",
    ...(application.type === "discount_code" ? { code: application.title } : { title: application.title }),
  }));
}

function fulfillmentsOf(shop: Shop, order: Order) {
  if (order.fulfilledAt === null) return [];
  const at = shopTime(order.fulfilledAt, shop.timezone);
  return [{ id: BigInt(order.id), order_id: BigInt(order.id), created_at: at, updated_at: at, name: `${order.name}.1`, service: "manual", status: "success", tracking_company: null, tracking_number: null }];
}

function shippingLines(shop: Shop, order: Order, money: OrderMoney) {
  if (!order.lines.some((line) => line.requiresShipping) || order.source === "pos") return [];
  const discounted = order.shippingMinor - order.shippingDiscountMinor;
  const application = (order.discountApplications ?? []).findIndex(({ target }) => target === "shipping_line");
  return [{
    id: BigInt(order.id),
    carrier_identifier: null,
    code: "Standard",
    discounted_price: money.amount(discounted),
    discounted_price_set: money.set(discounted),
    is_removed: false,
    phone: null,
    price: money.amount(order.shippingMinor),
    price_set: money.set(order.shippingMinor),
    requested_fulfillment_service_id: null,
    source: "shopify",
    title: "Standard",
    tax_lines: taxLines(shop, order.shippingTaxMinor, money),
    discount_allocations: order.shippingDiscountMinor === 0 ? [] : [{ amount: money.amount(order.shippingDiscountMinor), amount_set: money.set(order.shippingDiscountMinor), discount_application_index: Math.max(0, application) }],
  }];
}
