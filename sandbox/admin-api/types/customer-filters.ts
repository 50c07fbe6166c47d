import type { Customer } from "../../world/types";
import type { Place } from "../core/connection";
import { notImplemented } from "../core/errors";
import { idFilter, textFilter, timeFilter, type Filters } from "../core/search-query";

export const CUSTOMER_FILTERS: Filters<Customer> = {
  id: idFilter((customer) => customer.id), email: textFilter((customer) => customer.email), phone: textFilter((customer) => customer.phone),
  first_name: textFilter((customer) => customer.firstName), last_name: textFilter((customer) => customer.lastName), tag: textFilter((customer) => customer.tags),
  state: textFilter((customer) => customer.state), created_at: timeFilter((customer) => customer.createdAt, "created_at"),
  updated_at: timeFilter((customer) => customer.updatedAt, "updated_at"), customer_date: timeFilter((customer) => customer.createdAt, "customer_date"),
  accepts_marketing: (customer, _operator, value) => String(customer.acceptsMarketing) === value,
  default: (customer, _operator, value) => [customer.firstName, customer.lastName, customer.email].some((text) => text?.toLowerCase().includes(value.toLowerCase().replace(/\*$/, ""))),
};

export function customerPlace(sortKey: string): (customer: Customer) => Place {
  const sorts: Record<string, (customer: Customer) => string> = { ID: () => "", RELEVANCE: () => "", CREATED_AT: (row) => row.createdAt, UPDATED_AT: (row) => row.updatedAt, NAME: (row) => `${row.lastName} ${row.firstName}` };
  const sort = sorts[sortKey];
  if (!sort) throw notImplemented(`sort key ${sortKey} of customers`);
  return (customer) => ({ value: sort(customer), id: customer.id });
}
