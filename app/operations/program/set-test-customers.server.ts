import { logAccess } from "~/store/access/log-access.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { memberByCustomer } from "~/store/members/member-by-id.server";
import { requestRefresh, type RefreshCause } from "~/store/members/request-refresh.server";
import { setTestCustomers as save } from "~/store/shops/set-test-customers.server";

/** Names the customers who see and earn everything before launch. @param actor `staff:<user id>`. */
export function setTestCustomers(shopId: bigint, { customerIds, actor }: { customerIds: string[]; actor: string }, now: Date): Promise<void> {
  return inTransaction(shopId, async (db) => {
    const before = await save(db, customerIds);
    const members = new Map<bigint, RefreshCause>();
    for (const customerId of new Set([...before, ...customerIds])) {
      const member = await memberByCustomer(db, customerId);
      if (member) members.set(member.memberId, { retier: false, urgent: true });
    }
    await logAccess(db, { actor, action: "set_test_customers", detail: { customers: customerIds.length } }, now);
    await requestRefresh(db, members, now);
    await enqueueJobs(db, [shopJob("publish-program", shopId), shopJob("refresh-members", shopId)]);
  });
}
