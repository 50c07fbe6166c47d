import { gid } from "../../world/ids";
import type { Customer, Order } from "../../world/types";
import { same, type ApiContext, type TypeResolvers } from "../core/context";
import { connection, inGivenOrder } from "../core/connection";
import { money } from "../core/money-set";
import { searchQuery } from "../core/search-query";
import { metafieldFields } from "./metafield";
import { ORDER_FILTERS, orderPlace } from "./order-filters";
import { ordersByCustomer, visibleOrders } from "./order-visibility";
import { paidMinor, refundedMinor } from "../../world/order-totals";
import { hideProtected, refuseProtected } from "./protected-data";

export const CustomerFields: TypeResolvers = {
  ...same("createdAt", "updatedAt", "note", "tags", "locale", "verifiedEmail"),
  ...metafieldFields("Customer", "CUSTOMER"),
  id: (customer: Customer) => gid("Customer", customer.id),
  legacyResourceId: (customer: Customer) => customer.id,
  email: hideProtected((customer: Customer) => customer.email),
  phone: hideProtected((customer: Customer) => customer.phone),
  firstName: hideProtected((customer: Customer) => customer.firstName),
  lastName: hideProtected((customer: Customer) => customer.lastName),
  displayName: refuseProtected(displayName),
  defaultEmailAddress: hideProtected((customer: Customer) => emailAddressOf(customer)),
  defaultPhoneNumber: hideProtected((customer: Customer) => (customer.phone ? { phoneNumber: customer.phone, marketingState: "NOT_SUBSCRIBED" } : null)),
  defaultAddress: hideProtected((customer: Customer) => (customer.address ? addressOf(customer) : null)),
  emailMarketingConsent: hideProtected((customer: Customer) => (customer.email ? consentOf(customer) : null)),
  validEmailAddress: (customer: Customer) => customer.email !== null,
  state: (customer: Customer) => customer.state.toUpperCase(),
  taxExempt: () => false,
  taxExemptions: () => [],
  numberOfOrders: (customer: Customer, _args, context) => String(ordersCounted(context, customer).length),
  amountSpent: (customer: Customer, _args, context) =>
    money(ordersCounted(context, customer).reduce((sum, order) => sum + paidMinor(order) - refundedMinor(order), 0), context.shop.currency),
  lastOrder: (customer: Customer, _args, context) => ordersSeen(context, customer).sort((a, b) => b.number - a.number)[0] ?? null,
  orders: (customer: Customer, args, context, info) =>
    connection(ordersSeen(context, customer).filter(searchQuery(args.query, ORDER_FILTERS, "Customer.orders")), args, orderPlace(args.sortKey), { context, info }),
  storeCreditAccounts: (customer: Customer, args, context, info) => {
    const rows = customer.storeCreditMinor === 0 ? [] : [{ id: gid("StoreCreditAccount", customer.id), balance: money(customer.storeCreditMinor, context.shop.currency) }];
    return connection(rows, args, inGivenOrder(rows), { context, info });
  },
};

function displayName(customer: Customer): string {
  return [customer.firstName, customer.lastName].filter(Boolean).join(" ") || customer.email || customer.phone || "";
}

function emailAddressOf(customer: Customer) {
  if (!customer.email) return null;
  const { marketingState, marketingOptInLevel, consentUpdatedAt } = consentOf(customer);
  return { emailAddress: customer.email, marketingState, marketingOptInLevel, marketingUpdatedAt: consentUpdatedAt, validFormat: true };
}

function consentOf(customer: Customer) {
  const known = customer.emailConsent;
  return {
    marketingState: known?.state ?? (customer.acceptsMarketing ? "SUBSCRIBED" : "NOT_SUBSCRIBED"),
    marketingOptInLevel: known ? known.optInLevel : customer.acceptsMarketing ? "SINGLE_OPT_IN" : null,
    consentUpdatedAt: known?.updatedAt ?? null,
  };
}

function addressOf({ id, address, firstName, lastName }: Customer) {
  return { id: gid("MailingAddress", id), firstName, lastName, name: [firstName, lastName].join(" ").trim(), address1: address!.address1, address2: null, city: address!.city, zip: address!.zip, countryCodeV2: address!.countryCode, phone: null, company: null, province: null };
}

/** Orders that count in a customer's figures: all there are, however old, without tests. */
function ordersCounted(context: ApiContext, customer: Customer): Order[] {
  return (ordersByCustomer(context).get(customer.id) ?? []).filter((order) => !order.deleted && !order.test);
}

function ordersSeen(context: ApiContext, customer: Customer): Order[] {
  return visibleOrders(context, ordersByCustomer(context).get(customer.id) ?? []);
}
