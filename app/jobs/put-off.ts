import type { Job as QueuedJob } from "graphile-worker";
import { ShopifyFault } from "~/shopify/client/shopify-fault";
import { postponeJob, type Job, type Task } from "~/store/jobs/enqueue.server";
import { isReplaced } from "~/store/jobs/replaced-jobs.server";

const REPLACED_AGAIN_MS = 10_000;

/**
 * Waiting for the shop's budget is no failure: the job comes back, with all its tries. So does a failed one that a newer job replaced while it ran:
 * the queue would keep it for ever, and the newer one may have left its work to it. @returns when it comes back; null for a failure like any other.
 */
export async function putOff(error: unknown, { id, key, task_identifier: task, payload }: QueuedJob): Promise<Date | null> {
  if (key === null) return null;
  const throttled = error instanceof ShopifyFault && error.kind === "throttled";
  if (!throttled && !(await isReplaced(id))) return null;
  const runAt = new Date(Date.now() + (throttled ? Math.max(1, error.afterSeconds ?? 1) * 1000 : REPLACED_AGAIN_MS));
  await postponeJob({ task: task as Task, payload: payload as Job["payload"], key, runAt });
  return runAt;
}
