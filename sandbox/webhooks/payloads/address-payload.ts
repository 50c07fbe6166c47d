import type { Customer } from "../../world/types";

/** A customer's address as orders and customers carry it; null without one. */
export function addressPayload(customer: Customer) {
  const { address, firstName, lastName } = customer;
  if (!address) return null;
  return {
    first_name: firstName, last_name: lastName, company: null, address1: address.address1, address2: null, city: address.city, province: null,
    country: address.countryCode, zip: address.zip, phone: customer.phone, name: [firstName, lastName].filter(Boolean).join(" "),
    province_code: null, country_code: address.countryCode, country_name: address.countryCode,
  };
}
