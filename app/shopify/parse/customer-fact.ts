import type { CustomerFact } from "~/loyalty/members/customer-fact";
import { fieldsOf, flagOf, idOf, listOf, textOf, timeOf, type Fields } from "./read";

/**
 * customers/create and customers/update. They tell neither tags, language nor consent.
 * @throws RangeError with value, place and expectation.
 */
export function parseCustomerWebhook(payload: unknown): CustomerFact {
  const customer = fieldsOf(payload, "customer");
  const updatedAt = timeOf(customer.updated_at ?? customer.created_at, "customer.updated_at");
  return {
    customerId: idOf(customer.id, "customer.id"),
    name: nameOf(customer.first_name, customer.last_name, "customer"),
    email: textOf(customer.email, "customer.email") || null,
    emailVerified: flagOf(customer.verified_email, "customer.verified_email"),
    phone: null, locale: null, tags: null, emailConsentAt: null,
    hasAccount: customer.state === "enabled",
    createdAt: timeOf(customer.created_at ?? customer.updated_at, "customer.created_at"), updatedAt,
  };
}

/** A customer as the Admin API gives it to the fields of `CUSTOMER_FIELDS`. @throws RangeError with value, place and expectation. */
export function parseCustomerQuery(node: unknown): CustomerFact {
  const customer = fieldsOf(node, "customer");
  const address = customer.defaultEmailAddress ? fieldsOf(customer.defaultEmailAddress, "customer.defaultEmailAddress") : null;
  const email = address ? textOf(address.emailAddress, "customer.defaultEmailAddress.emailAddress") : "";
  const createdAt = timeOf(customer.createdAt, "customer.createdAt");
  return {
    customerId: idOf(customer.id, "customer.id"),
    name: nameOf(customer.firstName, customer.lastName, "customer"),
    email: email || null,
    emailVerified: flagOf(customer.verifiedEmail, "customer.verifiedEmail"),
    phone: null, locale: textOf(customer.locale, "customer.locale") || null,
    tags: listOf(customer.tags, "customer.tags").map((tag, i) => textOf(tag, `customer.tags[${i}]`)),
    // A consent whose moment is not told is as old as the customer: it must not pass for news.
    emailConsentAt: address?.marketingState === "SUBSCRIBED" ? timeOf(address.marketingUpdatedAt ?? createdAt, "customer.defaultEmailAddress.marketingUpdatedAt") : null,
    hasAccount: customer.state === "ENABLED",
    createdAt, updatedAt: timeOf(customer.updatedAt, "customer.updatedAt"),
  };
}

/** customers/delete. @throws RangeError with value, place and expectation. */
export const deletedCustomer = (payload: unknown): string => idOf(fieldsOf(payload, "customer").id, "customer.id");

/** customers/merge: ids come as gids. @throws RangeError with value, place and expectation. */
export function parseMerge(payload: unknown): { kept: string; gone: string; completed: boolean } {
  const merge: Fields = fieldsOf(payload, "merge");
  return {
    kept: idOf(merge.admin_graphql_api_customer_kept_id, "merge.admin_graphql_api_customer_kept_id"),
    gone: idOf(merge.admin_graphql_api_customer_deleted_id, "merge.admin_graphql_api_customer_deleted_id"),
    completed: merge.status === undefined || merge.status === "completed",
  };
}

function nameOf(first: unknown, last: unknown, place: string): string | null {
  return [textOf(first, `${place}.first_name`), textOf(last, `${place}.last_name`)].filter(Boolean).join(" ") || null;
}
