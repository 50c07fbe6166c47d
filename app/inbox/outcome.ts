import type { ClaimedDelivery } from "~/store/inbox/claim-deliveries.server";
import type { Finished } from "~/store/inbox/finish-deliveries.server";

/** A delivery that failed that often waits for a person. */
export const MOST_TRIES = 5;
const FIRST_WAIT_SECONDS = 5;

export const done = (inboxId: bigint, note: string | null = null): Finished => ({ inboxId, outcome: "done", note });

/** @param kind what sort of trouble, for counting; the sentence is for people. */
export const park = (inboxId: bigint, kind: string, sentence: string): Finished => ({ inboxId, outcome: "parked", reason: `${kind}: ${sentence}` });

/**
 * After a failure: again in 5, 20, 80, 320 seconds, then parked. Faults of the outside that say they will pass (a database
 * that is away) do not use up a try.
 */
export function failed({ inboxId, attempts }: Pick<ClaimedDelivery, "inboxId" | "attempts">, error: unknown): Finished {
  const reason = describe(error);
  if (isRetryable(error)) return { inboxId, outcome: "retry", reason, afterSeconds: FIRST_WAIT_SECONDS, counted: false };
  if (attempts >= MOST_TRIES) return { inboxId, outcome: "parked", reason };
  return { inboxId, outcome: "retry", reason, afterSeconds: FIRST_WAIT_SECONDS * 4 ** (attempts - 1), counted: true };
}

export function isRetryable(error: unknown): boolean {
  return typeof error === "object" && error !== null && "retryable" in error && error.retryable === true;
}

/** Class and message; a database's message may quote a row, so only its code is kept. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return `failed: ${typeof error}`;
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  return code ? `${error.name}: PostgreSQL or system error ${code}` : `${error.name}: ${error.message}`;
}
