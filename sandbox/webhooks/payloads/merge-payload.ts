import { gid } from "../../world/ids";
import type { Id } from "../../world/types";

/** customers/merge. */
export function mergePayload(merge: { keptId: Id; deletedId: Id; jobId: Id }) {
  return {
    admin_graphql_api_customer_kept_id: gid("Customer", merge.keptId),
    admin_graphql_api_customer_deleted_id: gid("Customer", merge.deletedId),
    admin_graphql_api_job_id: gid("Job", merge.jobId),
    status: "completed",
    errors: [],
  };
}
