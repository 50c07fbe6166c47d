import { z } from "zod";
import { CANCEL_REASONS, cancelOrder } from "../../shop-life/cancel-order";
import { deleteOrder } from "../../shop-life/delete-order";
import { editOrder } from "../../shop-life/edit-order";
import { exchangeOrder } from "../../shop-life/exchange-order";
import { fulfillOrder } from "../../shop-life/fulfill-order";
import { openDispute } from "../../shop-life/open-dispute";
import { orderById } from "../../shop-life/order-by-id";
import { payOrder } from "../../shop-life/pay-order";
import { placeOrder } from "../../shop-life/place-order";
import { refundOrder } from "../../shop-life/refund-order";
import { resolveDispute } from "../../shop-life/resolve-dispute";
import { setRisk } from "../../shop-life/set-risk";
import { updateOrder } from "../../shop-life/update-order";
import * as field from "../fields";
import { operation, type Call, type Operation } from "../operation";
import { orderView } from "../order-view";

const base = "/shops/{handle}/orders";
const one = `${base}/{orderId}`;
const tag = "Orders";

const placed = z.strictObject({
  customerId: field.id.nullable().optional().describe("Missing or null: a guest"), email: z.email().nullable().optional(),
  lines: z.array(field.line).min(1), discounts: z.array(field.discount).optional(),
  codes: z.array(z.string().min(1).max(255)).max(25).optional().describe("Codes of the shop's own discounts; refused when one does not apply"),
  late: z.boolean().optional().describe("The codes were entered before they were deleted, used up or over: they still apply"), shippingMinor: field.minor.optional(), tipMinor: field.minor.optional(),
  taxesIncluded: z.boolean().optional(), source: z.enum(["web", "pos", "shopify_draft_order", "subscription_contract"]).optional(), test: z.boolean().optional(),
  presentmentCurrency: z.string().regex(/^[A-Z]{3}$/).optional(), presentmentRate: z.string().optional().describe("Presentment units per shop unit, \"0.92\""),
  note: z.string().optional(), noteAttributes: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(), tags: field.tags.optional(),
  locale: z.string().optional(), at: field.at, pay: z.boolean().optional().describe("Pays it at once"),
});

export const orderOperations: Operation[] = [
  operation({
    method: "get", path: base, tag, summary: "Orders, the youngest first",
    query: z.strictObject({ ...field.paging, customerId: field.id.optional() }),
    run: ({ shop, query }) => {
      const all = Object.values(shop.orders).filter((order) => !order.deleted && (query.customerId === undefined || order.customerId === query.customerId));
      const sorted = all.sort((a, b) => b.number - a.number);
      return { total: all.length, orders: sorted.slice(query.offset, query.offset + query.limit).map(orderView) };
    },
  }),
  operation({ method: "get", path: one, tag, summary: "One order", run: ({ shop, params }) => orderView(orderById(shop, params.orderId!)) }),
  operation({
    method: "post", path: base, tag, summary: "Place an order (orders/create)", status: 201, body: placed,
    run: ({ sandbox, shop, body }) => {
      const { pay, ...command } = body;
      const order = placeOrder(sandbox, shop, command);
      return orderView(pay && order.financialStatus !== "paid" ? payOrder(sandbox, shop, { orderId: order.id, at: command.at }) : order);
    },
  }),
  operation({
    method: "post", path: `${one}/pay`, tag, summary: "Pay all or a part (orders/paid, orders/updated)",
    body: z.strictObject({ amountMinor: field.minor.optional(), gateway: z.string().min(1).optional().describe("gift_card, shopify_store_credit, or any other"), authorizeOnly: z.boolean().optional(), at: field.at }),
    run: (call) => orderView(payOrder(call.sandbox, call.shop, { ...call.body, orderId: orderId(call) })),
  }),
  operation({
    method: "post", path: `${one}/refund`, tag, summary: "Give back goods, shipping or money (refunds/create, orders/updated)", status: 201,
    body: z.strictObject({
      lines: z.array(field.lineQuantity).optional(), shippingMinor: field.minor.optional(), amountMinor: field.minor.optional().describe("Zero is a refund without money"),
      to: z.enum(["original", "store_credit"]).optional(), note: z.string().optional(), restock: z.boolean().optional(), at: field.at,
    }),
    run: (call) => {
      const refund = refundOrder(call.sandbox, call.shop, { ...call.body, orderId: orderId(call) });
      return { refund, order: orderView(orderById(call.shop, orderId(call))) };
    },
  }),
  operation({
    method: "post", path: `${one}/cancel`, tag, summary: "Cancel, by default with all the money back (orders/cancelled)",
    body: z.strictObject({ reason: z.enum(CANCEL_REASONS).optional(), refund: z.boolean().optional(), toStoreCredit: z.boolean().optional(), at: field.at }),
    run: (call) => orderView(cancelOrder(call.sandbox, call.shop, { ...call.body, orderId: orderId(call) })),
  }),
  operation({
    method: "post", path: `${one}/edit`, tag, summary: "Add lines, change quantities (orders/edited, orders/updated)",
    body: z.strictObject({ add: z.array(field.line).optional(), set: z.array(z.strictObject({ lineId: field.id, quantity: z.number().int().min(0) })).optional(), at: field.at }),
    run: (call) => orderView(editOrder(call.sandbox, call.shop, { ...call.body, orderId: orderId(call) })),
  }),
  operation({
    method: "post", path: `${one}/exchange`, tag, summary: "Take lines back for others (refunds/create, orders/edited, orders/updated)",
    body: z.strictObject({ return: z.array(field.lineQuantity).min(1), add: z.array(field.line).min(1), note: z.string().optional(), at: field.at }),
    run: (call) => orderView(exchangeOrder(call.sandbox, call.shop, { ...call.body, orderId: orderId(call) })),
  }),
  operation({
    method: "post", path: `${one}/fulfill`, tag, summary: "Send everything (orders/fulfilled, orders/updated)", body: z.strictObject({ at: field.at }),
    run: (call) => orderView(fulfillOrder(call.sandbox, call.shop, { ...call.body, orderId: orderId(call) })),
  }),
  operation({
    method: "post", path: `${one}/dispute`, tag, summary: "The bank asks for the money back (disputes/create)", status: 201,
    body: z.strictObject({ amountMinor: field.minor.optional(), at: field.at }),
    run: (call) => openDispute(call.sandbox, call.shop, { ...call.body, orderId: orderId(call) }),
  }),
  operation({
    method: "post", path: `${one}/resolve-dispute`, tag, summary: "The open dispute goes on or ends (disputes/update)",
    body: z.strictObject({ outcome: z.enum(["under_review", "won", "lost"]), at: field.at }),
    run: (call) => resolveDispute(call.sandbox, call.shop, { ...call.body, orderId: orderId(call) }),
  }),
  operation({
    method: "post", path: `${one}/risk`, tag, summary: "The fraud analysis changes its mind (orders/risk_assessment_changed)",
    body: z.strictObject({ risk: z.enum(["none", "low", "high"]), at: field.at }),
    run: (call) => orderView(setRisk(call.sandbox, call.shop, { ...call.body, orderId: orderId(call) })),
  }),
  operation({
    method: "patch", path: one, tag, summary: "Tags, note or customer of an order (orders/updated)",
    body: z.strictObject({ tags: field.tags.optional(), note: z.string().nullable().optional(), customerId: field.id.optional(), at: field.at }),
    run: (call) => orderView(updateOrder(call.sandbox, call.shop, { ...call.body, orderId: orderId(call) })),
  }),
  operation({
    method: "delete", path: one, tag, summary: "Delete an order (orders/delete)",
    run: (call) => ({ deleted: deleteOrder(call.sandbox, call.shop, { orderId: orderId(call) }).id }),
  }),
];

function orderId({ params }: Call<unknown, unknown>): string {
  return params.orderId!;
}
