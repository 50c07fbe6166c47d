import type { Sandbox } from "../sandbox";
import { customerPayload } from "../webhooks/payloads/customer-payload";
import type { Customer, Id, Iso, Shop } from "../world/types";
import { checkCustomerFields, given, type CustomerFields } from "./create-customer";
import { customerById } from "./customer-by-id";
import { momentOf } from "./moment-of";

export interface UpdateCustomer extends CustomerFields { customerId: Id; at?: Iso | undefined }

/** Fields of a customer change. Tells customers/update. */
export function updateCustomer(sandbox: Sandbox, shop: Shop, command: UpdateCustomer): Customer {
  const { customerId, at, ...fields } = command;
  const customer = customerById(shop, customerId);
  const updatedAt = momentOf(sandbox, at);
  checkCustomerFields(shop, { fields, self: customerId });
  Object.assign(customer, given(fields), { updatedAt });
  sandbox.emit(shop, "customers/update", customerPayload(shop, customer));
  return customer;
}
