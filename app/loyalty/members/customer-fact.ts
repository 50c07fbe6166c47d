/** What is known about a customer, as made by either parser. Personal fields are null where protected data is not granted. */
export interface CustomerFact {
  customerId: string;
  name: string | null;
  email: string | null;
  /** Shopify has verified the address: orders of a guest are claimed by it. */
  emailVerified: boolean;
  phone: string | null;
  /** Null when the source does not tell; then the known one stays. Webhooks tell neither language nor tags. */
  locale: string | null;
  tags: string[] | null;
  /** When the consent to e-mails was given that stands; null where there is none, or the source does not tell. */
  emailConsentAt: string | null;
  /** True when the customer has an account (`state` enabled): automatic programs enroll it without an order. */
  hasAccount: boolean;
  createdAt: string;
  /** ISO-8601 UTC with milliseconds. The newest wins. */
  updatedAt: string;
}
