import type { Sandbox } from "../sandbox";
import { customerPrivacyPayload } from "../webhooks/payloads/privacy-payload";
import { nextId } from "../world/ids";
import type { Customer, Id, Shop } from "../world/types";
import { customerById } from "./customer-by-id";

export interface RequestCustomerData { customerId: Id }

/** A customer asks the merchant for their data. Tells customers/data_request. */
export function requestCustomerData(sandbox: Sandbox, shop: Shop, command: RequestCustomerData): Customer {
  const customer = customerById(shop, command.customerId);
  const payload = customerPrivacyPayload(shop, customer, "orders_requested");
  sandbox.emit(shop, "customers/data_request", { ...payload, data_request: { id: BigInt(nextId(sandbox.world)) } });
  return customer;
}
