import type { Sandbox } from "../sandbox";
import { consentPayload } from "../webhooks/payloads/consent-payload";
import { customerPayload } from "../webhooks/payloads/customer-payload";
import type { Customer, Id, Iso, Shop } from "../world/types";
import { checkCustomerFields, consented, given, type CustomerFields } from "./create-customer";
import { customerById } from "./customer-by-id";
import { momentOf } from "./moment-of";

export interface UpdateCustomer extends CustomerFields { customerId: Id; at?: Iso | undefined }

/** Fields of a customer change. Tells customers/update, and the consent to e-mails where that is what changed. */
export function updateCustomer(sandbox: Sandbox, shop: Shop, command: UpdateCustomer): Customer {
  const { customerId, at, ...fields } = command;
  const customer = customerById(shop, customerId);
  const updatedAt = momentOf(sandbox, at);
  checkCustomerFields(shop, { fields, self: customerId });
  const consents = fields.acceptsMarketing !== undefined && fields.acceptsMarketing !== customer.acceptsMarketing;
  Object.assign(customer, given(fields), { updatedAt });
  if (consents) {
    customer.emailConsent = customer.acceptsMarketing ? consented(updatedAt) : { ...consented(updatedAt), state: "UNSUBSCRIBED" };
    sandbox.emit(shop, "customers_email_marketing_consent/update", consentPayload(shop, customer));
  }
  sandbox.emit(shop, "customers/update", customerPayload(shop, customer));
  return customer;
}
