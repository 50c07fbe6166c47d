import { inTransaction } from "~/store/in-transaction.server";
import { markCustomerDeleted } from "~/store/members/mark-customer-deleted.server";

/**
 * The customer was deleted at Shopify: nothing is written to it any more and its profile is erased here. Points and history
 * stay as they are; what has to be forgotten comes as a request of its own.
 */
export function deleteCustomer(shopId: bigint, customerId: string, now: Date): Promise<{ known: boolean }> {
  return inTransaction(shopId, async (db) => ({ known: await markCustomerDeleted(db, customerId, now) }));
}
