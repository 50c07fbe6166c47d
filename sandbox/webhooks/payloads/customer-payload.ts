import { gid } from "../../world/ids";
import type { Customer, Shop } from "../../world/types";
import { addressPayload } from "./address-payload";
import { shopTime } from "./shop-time";

/** customers/create and customers/update. Personal fields are null where the app is not approved for them. */
export function customerPayload(shop: Shop, customer: Customer) {
  const address = addressOf(shop, customer);
  return { ...customerCore(shop, customer), addresses: address ? [address] : [], ...(address ? { default_address: address } : {}) };
}

/** The customer as it stands inside an order. */
export function orderCustomerPayload(shop: Shop, customer: Customer) {
  const address = addressOf(shop, customer);
  return { ...customerCore(shop, customer), ...(address ? { default_address: address } : {}) };
}

/** customers/delete: only the id can be relied on. */
export function customerDeletePayload(customer: Customer) {
  return { id: BigInt(customer.id), phone: null, addresses: [], tax_exemptions: [], email_marketing_consent: null, sms_marketing_consent: null, admin_graphql_api_id: gid("Customer", customer.id) };
}

function customerCore(shop: Shop, customer: Customer) {
  const shown = shop.protectedDataApproved;
  return {
    id: BigInt(customer.id),
    created_at: shopTime(customer.createdAt, shop.timezone),
    updated_at: shopTime(customer.updatedAt, shop.timezone),
    first_name: shown ? customer.firstName : null,
    last_name: shown ? customer.lastName : null,
    state: customer.state,
    note: customer.note,
    verified_email: customer.verifiedEmail,
    multipass_identifier: null,
    tax_exempt: false,
    email: shown ? customer.email : null,
    phone: shown ? customer.phone : null,
    currency: shop.currency,
    tax_exemptions: [],
    admin_graphql_api_id: gid("Customer", customer.id),
  };
}

function addressOf(shop: Shop, customer: Customer) {
  if (!customer.address || !shop.protectedDataApproved) return null;
  // Shopify gives addresses ids of their own; one address a customer may share the customer's.
  return { id: BigInt(customer.id), customer_id: BigInt(customer.id), ...addressPayload(customer), default: true };
}
