/** Instead of Shopify's job where it had nothing to delete. */
export const NOTHING_TO_DELETE = "none";

/** What is known of a code on its way out. `jobDone` and `there` are not given before Shopify was asked. */
export interface ClosingFacts { deleteJob: string | null; jobDone?: boolean; there?: boolean }

/**
 * What is to be done next about a code that is to leave the shop. Gone is only what Shopify does not find any more after its job is done:
 * before, it may still be deleted, or not. One that is still there is asked for again.
 */
export function nextOfClosing({ deleteJob, jobDone, there }: ClosingFacts): "delete" | "ask_job" | "wait" | "look" | "gone" {
  if (deleteJob === null) return "delete";
  if (deleteJob !== NOTHING_TO_DELETE && jobDone === undefined) return "ask_job";
  if (jobDone === false) return "wait";
  if (there === undefined) return "look";
  return there ? "delete" : "gone";
}
