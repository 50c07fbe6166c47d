import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, type Job, type Task } from "~/store/jobs/enqueue.server";
import { saveRequest, type ComplianceKind, type ComplianceSubject } from "~/store/compliance/requests.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";

export interface ReceiveRequest {
  kind: Exclude<ComplianceKind, "shop_redact">;
  /** Shopify's own identity of the request (`data_request:<id>`, else the webhook id): the same again is the same request. */
  key: string;
  subject: ComplianceSubject;
}

const TASKS: Record<ReceiveRequest["kind"], Task> = { data_request: "export-customer", customer_redact: "redact-customer" };

/** What carries a request out. */
export function requestJob(shopId: bigint, kind: ReceiveRequest["kind"], requestId: bigint): Job {
  const task = TASKS[kind];
  return { task, payload: { shopId: String(shopId), requestId: String(requestId) }, key: `${task}:${shopId}:${requestId}` };
}

/** Stores a request about a customer's data, due in 30 days, and enqueues what carries it out. */
export async function receiveRequest(shopId: bigint, { kind, key, subject }: ReceiveRequest, now: Date): Promise<{ requestId: bigint }> {
  const hasher = await shopHasher(shopId);
  return inTransaction(shopId, async (db) => {
    const customerHash = subject.customerId === null ? null : hasher.customer(subject.customerId);
    const requestId = await saveRequest(db, { kind, key, customerHash, subject }, now);
    await enqueueJobs(db, [requestJob(shopId, kind, requestId)]);
    return { requestId };
  });
}
