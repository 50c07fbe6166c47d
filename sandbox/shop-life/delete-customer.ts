import type { Sandbox } from "../sandbox";
import { customerDeletePayload } from "../webhooks/payloads/customer-payload";
import { gid } from "../world/ids";
import type { Customer, Id, Shop } from "../world/types";
import { customerById } from "./customer-by-id";
import { Refusal } from "./refusal";

export interface DeleteCustomer { customerId: Id }

/** Deletes a customer who never ordered; Shopify keeps the others. Tells customers/delete. */
export function deleteCustomer(sandbox: Sandbox, shop: Shop, command: DeleteCustomer): Customer {
  const customer = customerById(shop, command.customerId);
  const order = Object.values(shop.orders).find(({ customerId, deleted }) => customerId === customer.id && !deleted);
  if (order) throw new Refusal(`customer ${customer.id}: has order ${order.name}, expected one without orders`);
  delete shop.customers[customer.id];
  delete shop.metafields[gid("Customer", customer.id)];
  sandbox.emit(shop, "customers/delete", customerDeletePayload(customer));
  return customer;
}
