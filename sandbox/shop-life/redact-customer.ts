import type { Sandbox } from "../sandbox";
import { customerPrivacyPayload } from "../webhooks/payloads/privacy-payload";
import type { Customer, Id, Shop } from "../world/types";
import { customerById } from "./customer-by-id";

export interface RedactCustomer { customerId: Id }

/** A customer is erased: personal fields go, also from orders. Tells customers/redact at once (Shopify waits ten days or more). */
export function redactCustomer(sandbox: Sandbox, shop: Shop, command: RedactCustomer): Customer {
  const customer = customerById(shop, command.customerId);
  const payload = customerPrivacyPayload(shop, customer, "orders_to_redact");
  delete customer.address;
  Object.assign(customer, { email: null, firstName: null, lastName: null, phone: null, note: null, tags: [], acceptsMarketing: false, state: "disabled", updatedAt: sandbox.now().toISOString() });
  for (const order of Object.values(shop.orders)) if (order.customerId === customer.id) order.email = null;
  sandbox.emit(shop, "customers/redact", payload);
  return customer;
}
