import type { Customer, Id, Shop } from "../world/types";
import { Refusal } from "./refusal";

/** The living customer of this id; refuses unknown and merged ones. */
export function customerById(shop: Shop, customerId: Id): Customer {
  const customer = Object.hasOwn(shop.customers, customerId) ? shop.customers[customerId] : undefined;
  if (!customer) throw new Refusal(`customer ${customerId} of ${shop.domain}: expected a customer of this shop`, true);
  if (customer.mergedInto) throw new Refusal(`customer ${customerId}: merged into ${customer.mergedInto}, expected the customer that was kept`);
  return customer;
}
