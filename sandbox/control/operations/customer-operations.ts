import { z } from "zod";
import { createCustomer } from "../../shop-life/create-customer";
import { customerById } from "../../shop-life/customer-by-id";
import { deleteCustomer } from "../../shop-life/delete-customer";
import { mergeCustomers } from "../../shop-life/merge-customers";
import { redactCustomer } from "../../shop-life/redact-customer";
import { requestCustomerData } from "../../shop-life/request-customer-data";
import { updateCustomer } from "../../shop-life/update-customer";
import { gid } from "../../world/ids";
import type { Customer, Shop } from "../../world/types";
import * as field from "../fields";
import { operation, type Operation } from "../operation";

const base = "/shops/{handle}/customers";
const one = `${base}/{customerId}`;
const tag = "Customers";

export const customerOperations: Operation[] = [
  operation({
    method: "get", path: base, tag, summary: "Customers, the youngest first; `search` looks into name and e-mail",
    query: z.strictObject({ ...field.paging, search: z.string().optional() }),
    run: ({ shop, query }) => {
      const found = findCustomers(shop, query.search ?? "");
      return { total: found.length, customers: found.slice(query.offset, query.offset + query.limit) };
    },
  }),
  operation({
    method: "get", path: one, tag, summary: "One customer, with the metafields on it",
    run: ({ shop, params }) => ({ ...customerById(shop, params.customerId!), metafields: Object.values(shop.metafields[gid("Customer", params.customerId!)] ?? {}) }),
  }),
  operation({
    method: "post", path: base, tag, summary: "Create a customer (customers/create)", status: 201,
    body: z.strictObject({ ...field.customerFields, id: field.id.optional(), at: field.at }),
    run: ({ sandbox, shop, body }) => createCustomer(sandbox, shop, body),
  }),
  operation({
    method: "patch", path: one, tag, summary: "Change a customer (customers/update; `acceptsMarketing` also customers_email_marketing_consent/update)", body: z.strictObject({ ...field.customerFields, at: field.at }),
    run: ({ sandbox, shop, body, params }) => updateCustomer(sandbox, shop, { ...body, customerId: params.customerId! }),
  }),
  operation({
    method: "post", path: `${one}/merge`, tag, summary: "Merge another customer into this one (customers/merge)", body: z.strictObject({ mergeId: field.id, at: field.at }),
    run: ({ sandbox, shop, body, params }) => mergeCustomers(sandbox, shop, { keepId: params.customerId!, mergeId: body.mergeId, at: body.at }),
  }),
  operation({
    method: "post", path: `${one}/data-request`, tag, summary: "The customer asks for their data (customers/data_request)", status: 202,
    run: ({ sandbox, shop, params }) => ({ requested: requestCustomerData(sandbox, shop, { customerId: params.customerId! }).id }),
  }),
  operation({
    method: "post", path: `${one}/redact`, tag, summary: "Erase the customer (customers/redact)", status: 202,
    run: ({ sandbox, shop, params }) => ({ redacted: redactCustomer(sandbox, shop, { customerId: params.customerId! }).id }),
  }),
  operation({
    method: "delete", path: one, tag, summary: "Delete a customer without orders (customers/delete)",
    run: ({ sandbox, shop, params }) => ({ deleted: deleteCustomer(sandbox, shop, { customerId: params.customerId! }).id }),
  }),
];

/** Living customers whose name or address contains the text, the youngest first. */
export function findCustomers(shop: Shop, search: string): Customer[] {
  const wanted = search.trim().toLowerCase();
  const text = (customer: Customer) => `${customer.firstName ?? ""} ${customer.lastName ?? ""} ${customer.email ?? ""} ${customer.id}`.toLowerCase();
  return Object.values(shop.customers).filter((customer) => !customer.mergedInto && text(customer).includes(wanted)).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}
