import type { Customer } from "../../world/types";
import type { ApiContext } from "../core/context";

/** A customer of this shop who is still there: not merged away. */
export function visibleCustomer({ shop }: ApiContext, id: string): Customer | null {
  const customer = Object.hasOwn(shop.customers, id) ? shop.customers[id]! : null;
  return customer && !customer.mergedInto ? customer : null;
}

export function visibleCustomers({ shop }: ApiContext): Customer[] {
  return Object.values(shop.customers).filter((customer) => !customer.mergedInto);
}
