import { logAccess } from "~/store/access/log-access.server";
import { replayInbox, type WhichParked } from "~/store/inbox/replay-inbox.server";
import { inTransaction } from "~/store/in-transaction.server";

export interface ReplayEvents extends WhichParked {
  /** Of the verified session: the inbox knows shops by their domain only. */
  shopDomain: string;
  /** `staff:<user id>`. */
  actor: string;
}

/** Lets parked events be handled again. @returns how many; those whose content was erased stay parked. */
export async function replayEvents(shopId: bigint, { shopDomain, actor, ...which }: ReplayEvents, now: Date): Promise<{ replayed: number }> {
  const replayed = await replayInbox(shopDomain, which);
  await inTransaction(shopId, (db) => logAccess(db, { actor, action: "replay_events", detail: { events: replayed } }, now));
  return { replayed };
}
