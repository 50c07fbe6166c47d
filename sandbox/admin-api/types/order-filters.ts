import type { Order } from "../../world/types";
import { idFilter, textFilter, timeFilter, type Filters } from "../core/search-query";
import type { Place } from "../core/connection";
import { notImplemented } from "../core/errors";

export const ORDER_FILTERS: Filters<Order> = {
  id: idFilter((order) => order.id),
  customer_id: idFilter((order) => order.customerId),
  updated_at: timeFilter((order) => order.updatedAt, "updated_at"),
  created_at: timeFilter((order) => order.createdAt, "created_at"),
  processed_at: timeFilter((order) => order.processedAt, "processed_at"),
  name: textFilter((order) => [order.name, order.name.replace(/^#/, "")]),
  default: textFilter((order) => [order.name, order.name.replace(/^#/, "")]),
  email: textFilter((order) => order.email),
  tag: textFilter((order) => order.tags),
  financial_status: textFilter((order) => order.financialStatus),
  fulfillment_status: textFilter((order) => order.fulfillmentStatus ?? "unfulfilled"),
  source_name: textFilter((order) => order.source),
  discount_code: textFilter((order) => order.discountCodes.map(({ code }) => code)),
  test: (order, _operator, value) => String(order.test) === value,
  status: (order, _operator, value) => value === "any" || statusOf(order) === value || (value === "not_closed" && statusOf(order) !== "closed"),
};

const SORTS: Record<string, (order: Order) => string | number> = {
  ID: () => "", CREATED_AT: (order) => order.createdAt, PROCESSED_AT: (order) => order.processedAt, UPDATED_AT: (order) => order.updatedAt,
  ORDER_NUMBER: (order) => order.number, FINANCIAL_STATUS: (order) => order.financialStatus,
};

export function orderPlace(sortKey: string): (order: Order) => Place {
  const sort = SORTS[sortKey];
  if (!sort) throw notImplemented(`sort key ${sortKey} of orders`);
  return (order) => ({ value: sort(order), id: order.id });
}

function statusOf(order: Order): string {
  return order.cancelledAt ? "cancelled" : order.closedAt ? "closed" : "open";
}
