import { logAccess } from "~/store/access/log-access.server";
import { closeRequest, lockRequest } from "~/store/compliance/requests.server";
import { inTransaction } from "~/store/in-transaction.server";
import { guestOrders, memberRecords } from "~/store/members/export-rows.server";
import { findSubject } from "~/store/members/find-subject.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";

/**
 * Carries out a data request: everything kept about the customer as one JSON document, sealed beside the request for the
 * merchant to fetch (`requestAnswer`), erased seven days later. Repeating it changes nothing.
 */
export async function exportCustomer(shopId: bigint, requestId: bigint, now: Date): Promise<{ members: number }> {
  const hasher = await shopHasher(shopId);
  return inTransaction(shopId, async (db) => {
    const request = await lockRequest(db, requestId);
    if (!request || request.state !== "open") return { members: 0 };
    const subject = await findSubject(db, hasher, request.subject);
    const members = await memberRecords(db, subject.memberIds);
    const orders = await guestOrders(db, { ...subject, orderIds: request.subject.orderIds });
    const document = JSON.stringify({ exportedAt: now.toISOString(), requestedAt: request.receivedAt.toISOString(), customerIds: subject.customerIds, members, orders }, null, 2);
    for (const memberId of subject.memberIds) await logAccess(db, { actor: "system", action: "export_customer", memberId }, now);
    await closeRequest(db, requestId, { answer: Buffer.from(document), note: `${members.length} members, ${orders.length} other orders`, now });
    return { members: members.length };
  });
}
