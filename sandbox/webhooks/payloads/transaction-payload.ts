import { gid } from "../../world/ids";
import type { Order, OrderTransaction, Shop } from "../../world/types";
import type { OrderMoney } from "./order-money";
import { shopTime } from "./shop-time";

/** A payment or a refund of money, in the shop's currency. */
export function transactionPayload(shop: Shop, transaction: OrderTransaction, context: { order: Order; money: OrderMoney }) {
  const { order, money } = context;
  return {
    id: BigInt(transaction.id),
    admin_graphql_api_id: gid("OrderTransaction", transaction.id),
    amount: money.amount(transaction.amountMinor),
    amount_set: money.set(transaction.amountMinor),
    authorization: null,
    created_at: shopTime(transaction.createdAt, shop.timezone),
    currency: order.currency,
    device_id: null,
    error_code: null,
    gateway: transaction.gateway,
    kind: transaction.kind,
    location_id: null,
    manual_payment_gateway: false,
    message: null,
    order_id: BigInt(order.id),
    parent_id: transaction.parentId === undefined ? null : BigInt(transaction.parentId),
    payment_id: `${order.name}.${transaction.id}`,
    processed_at: shopTime(transaction.createdAt, shop.timezone),
    receipt: {},
    source_name: "web",
    status: transaction.status,
    test: order.test,
    user_id: null,
  };
}
