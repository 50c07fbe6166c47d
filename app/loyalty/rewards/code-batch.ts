/** As much of a batch of codes under way as its next step is told from: written, sent without an answer yet, or being added by Shopify. */
export interface BatchUnderWay { state: "planned" | "sent" | "adding"; sentAt: Date | null }

/** Longer than a call and its token may take: a batch sent so long ago without an answer gets none any more. */
const ANSWER_MS = 120_000;
/** Longer than Shopify takes to add a batch, however busy: one that is not done by then is given up. */
const CREATION_MS = 15 * 60_000;
/** Faults of a call by which Shopify refused before it did anything. Whatever else it answered may have been said after the codes were added. */
const SURELY_NOT_MADE: ReadonlySet<string> = new Set(["throttled", "unauthorized", "denied"]);

/** What is to be done with a batch now. One whose answer is lost is never sent again: its codes would be added twice. */
export function nextOfBatch({ state, sentAt }: BatchUnderWay, now: Date): "send" | "wait" | "ask" | "give_up" {
  if (state === "planned") return "send";
  if (state === "adding") return "ask";
  return ageOf(sentAt, now) > ANSWER_MS ? "give_up" : "wait";
}

/** Where a batch stands after a call without an answer. @param fault its kind; null = nobody knows what went wrong. */
export function stateAfterFault(fault: string | null): "planned" | "unknown" {
  return fault !== null && SURELY_NOT_MADE.has(fault) ? "planned" : "unknown";
}

/** How one code of a batch came out. `redeemCodeId` null = not added, `refused` says why. */
export interface AddedCode { code: string; redeemCodeId: string | null; refused: string | null }
/** What Shopify says of a batch it adds; null when it does not know it (yet). */
export type Creation = { done: boolean; codes: readonly AddedCode[] } | null;

/**
 * The codes of a batch that may be handed out, once they are known: those Shopify is done with and lists without an error. Until it is
 * done nobody gets one, and of a batch that takes too long nobody ever does.
 */
export function codesToGive({ sentAt }: BatchUnderWay, creation: Creation, now: Date): readonly AddedCode[] | "wait" | "give_up" {
  if (creation?.done) return creation.codes.filter(({ redeemCodeId, refused }) => redeemCodeId !== null && refused === null);
  return ageOf(sentAt, now) > CREATION_MS ? "give_up" : "wait";
}

/** Of one that was sent nobody knows when no answer is to be expected: it would wait for ever. */
const ageOf = (sentAt: Date | null, now: Date) => (sentAt === null ? Infinity : now.getTime() - sentAt.getTime());
