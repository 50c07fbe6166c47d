import { gid } from "../../world/ids";
import { handleOfShop } from "../../world/find-shop";
import { orderTotals, type OrderTotals } from "../../world/order-totals";
import type { Order } from "../../world/types";
import { same, type Resolver, type TypeResolvers } from "../core/context";
import { connection, inGivenOrder } from "../core/connection";
import { moneyBag, money, apiDecimal } from "../core/money-set";
import { visibleCustomer } from "./customer-visibility";
import { lineItem } from "./line-item";
import { metafieldFields } from "./metafield";
import { hideProtected } from "./protected-data";
import { refundOf } from "./refund";
import { applicationOf, shippingLineOf, taxLineOf } from "./order-parts";
import { transactionOf } from "./order-transaction";

const FINANCIAL = (order: Order) => order.financialStatus.toUpperCase();
const FULFILLMENT = { null: "UNFULFILLED", partial: "PARTIALLY_FULFILLED", fulfilled: "FULFILLED" };

export const OrderFields: TypeResolvers = {
  ...same("name", "number", "test", "createdAt", "processedAt", "updatedAt", "cancelledAt", "closedAt", "note", "tags", "taxesIncluded", "customerLocale"),
  ...metafieldFields("Order", "ORDER"),
  id: (order: Order) => gid("Order", order.id),
  legacyResourceId: (order: Order) => order.id,
  customer: (order: Order, _args, context) => (order.customerId ? visibleCustomer(context, order.customerId) : null),
  email: hideProtected((order: Order) => order.email),
  phone: () => null,
  currencyCode: (order: Order) => order.currency,
  presentmentCurrencyCode: (order: Order) => order.presentmentCurrency,
  cancelReason: (order: Order) => order.cancelReason?.toUpperCase() ?? null,
  closed: (order: Order) => order.closedAt !== null,
  confirmed: () => true,
  edited: (order: Order) => order.lines.some((line) => line.currentQuantity !== line.quantity),
  customAttributes: (order: Order) => order.noteAttributes.map(({ name, value }) => ({ key: name, value })),
  discountCode: (order: Order) => order.discountCodes[0]?.code ?? null,
  discountCodes: (order: Order) => order.discountCodes.map(({ code }) => code),
  displayFinancialStatus: FINANCIAL,
  displayFulfillmentStatus: (order: Order) => FULFILLMENT[`${order.fulfillmentStatus}`],
  fullyPaid: (order: Order) => orderTotals(order).outstanding === 0,
  unpaid: (order: Order) => orderTotals(order).paid === 0,
  sourceName: (order: Order) => order.source,
  statusPageUrl: (order: Order, _args, { shop, sandbox }) => `${sandbox.url}/shop/${handleOfShop(shop)}/orders/${order.token}`,
  confirmationNumber: (order: Order) => order.token.slice(0, 9).toUpperCase(),
  paymentGatewayNames: (order: Order) => [...new Set(order.transactions.map(({ gateway }) => gateway))],
  lineItems: (order: Order, args, context, info) => connection(order.lines.map((line) => lineItem(order, line)), args, inGivenOrder(order.lines), { context, info }),
  shippingLine: (order: Order, _args, context) => shippingLineOf(context, order),
  shippingLines: (order: Order, args, context, info) => {
    const lines = [shippingLineOf(context, order)].filter((line) => line !== null);
    return connection(lines, args, inGivenOrder(lines), { context, info });
  },
  discountApplications: (order: Order, args, context, info) => {
    const rows = (order.discountApplications ?? []).map((_, index) => ({ id: String(index), ...applicationOf(order, index) }));
    return connection(rows, args, inGivenOrder(rows), { context, info });
  },
  taxLines: (order: Order, _args, { shop }) => taxLineOf(order, shop, orderTotals(order).tax),
  currentTaxLines: (order: Order, _args, { shop }) => taxLineOf(order, shop, orderTotals(order).currentTax),
  refunds: (order: Order, { first }: { first?: number }) => order.refunds.slice(0, first ?? undefined).map((refund) => refundOf(order, refund)),
  transactions: (order: Order, { first }: { first?: number }) => allTransactions(order).slice(0, first ?? undefined).map((transaction) => transactionOf(order, transaction)),
  disputes: (order: Order) => order.disputes.map(({ id, status }) => ({ id: gid("OrderDisputeSummary", id), status: status.toUpperCase(), initiatedAs: "CHARGEBACK" })),
  risk: (order: Order) => riskOf(order),
  fulfillments: (order: Order) => (order.fulfilledAt ? [fulfillmentOf(order)] : []),
  totalPriceSet: total((totals) => totals.total),
  originalTotalPriceSet: total((totals) => totals.total),
  subtotalPriceSet: total((totals) => totals.subtotal),
  totalDiscountsSet: total((totals) => totals.discounts),
  totalShippingPriceSet: total((totals) => totals.shipping),
  totalTaxSet: total((totals) => totals.tax),
  totalTipReceivedSet: total((totals) => totals.tip),
  totalRefundedSet: total((totals) => totals.refunded),
  totalReceivedSet: total((totals) => totals.paid),
  netPaymentSet: total((totals) => totals.paid - totals.refunded),
  totalOutstandingSet: total((totals) => totals.outstanding),
  currentTotalPriceSet: total((totals) => totals.currentTotal),
  currentSubtotalPriceSet: total((totals) => totals.currentSubtotal),
  currentTotalDiscountsSet: total((totals) => totals.currentDiscounts),
  currentTotalTaxSet: total((totals) => totals.currentTax),
  currentShippingPriceSet: total((totals) => totals.currentShipping),
  totalRefundedShippingSet: (order: Order) => moneyBag(order, order.refunds.reduce((sum, refund) => sum + refund.shippingMinor, 0)),
  totalPrice: (order: Order) => apiDecimal(orderTotals(order).total, order.currency),
  totalTipReceived: (order: Order) => money(orderTotals(order).tip, order.currency),
};

function total(of: (totals: OrderTotals) => number): Resolver {
  return (order: Order) => moneyBag(order, of(orderTotals(order)));
}

function allTransactions(order: Order): Order["transactions"] {
  return [...order.transactions, ...order.refunds.flatMap((refund) => refund.transactions)];
}

function riskOf(order: Order) {
  const level = order.risk.toUpperCase();
  return { recommendation: { none: "NONE", low: "ACCEPT", high: "CANCEL" }[order.risk], assessments: [{ riskLevel: level, facts: [], provider: null }] };
}

function fulfillmentOf(order: Order) {
  const id = `${order.id}1`;
  return {
    id: gid("Fulfillment", id), legacyResourceId: id, name: `${order.name}-F1`, status: "SUCCESS", displayStatus: "FULFILLED",
    createdAt: order.fulfilledAt, updatedAt: order.fulfilledAt, deliveredAt: null, totalQuantity: order.lines.reduce((sum, line) => sum + line.quantity, 0),
  };
}
