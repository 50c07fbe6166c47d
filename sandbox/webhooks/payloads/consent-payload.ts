import type { Customer, Shop } from "../../world/types";
import { shopTime } from "./shop-time";

/** customers_email_marketing_consent/update: what customers/update does not tell. */
export function consentPayload(shop: Shop, customer: Customer) {
  const { state, optInLevel, updatedAt } = customer.emailConsent!;
  return {
    customer_id: BigInt(customer.id), email_address: shop.protectedDataApproved ? customer.email : null,
    email_marketing_consent: { state: state.toLowerCase(), opt_in_level: optInLevel?.toLowerCase() ?? null, consent_updated_at: updatedAt && shopTime(updatedAt, shop.timezone) },
  };
}
