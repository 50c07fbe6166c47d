import { reviveJobs } from "~/store/jobs/dead-jobs.server";

/** Has work that was given up after many tries tried once more. Every task only does what is left to do. @returns how many jobs. */
export function retryJobs(shopId: bigint): Promise<number> {
  return reviveJobs(shopId);
}
