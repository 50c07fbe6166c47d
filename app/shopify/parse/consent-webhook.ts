import { fieldsOf, idOf, timeOf } from "./read";

/** customers_email_marketing_consent/update: the moment somebody agreed to e-mails, null for every other state (a double opt-in that is not confirmed is none). @throws RangeError with value, place and expectation. */
export function parseConsentWebhook(payload: unknown): { customerId: string; at: string } | null {
  const told = fieldsOf(payload, "consent");
  const customerId = idOf(told.customer_id, "consent.customer_id");
  const consent = fieldsOf(told.email_marketing_consent, "consent.email_marketing_consent");
  if (consent.state !== "subscribed") return null;
  return { customerId, at: timeOf(consent.consent_updated_at, "consent.email_marketing_consent.consent_updated_at") };
}
