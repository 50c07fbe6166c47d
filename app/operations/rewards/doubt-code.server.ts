import { enqueueJobsNow } from "~/store/jobs/enqueue.server";

/** A cart or checkout refused a code that is said to be ready: Shopify is asked at once whether it knows the code, and not at night. */
export function doubtCode(shopId: bigint, redemptionId: bigint): Promise<void> {
  return enqueueJobsNow([{ task: "look-at-code", payload: { shopId: String(shopId), redemptionId: String(redemptionId) }, key: `look-at-code:${shopId}:${redemptionId}` }]);
}
