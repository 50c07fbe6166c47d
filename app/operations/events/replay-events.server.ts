import { logAccess } from "~/store/access/log-access.server";
import { replayInbox } from "~/store/inbox/replay-inbox.server";
import { inTransaction } from "~/store/in-transaction.server";

export interface ReplayEvents {
  /** Of the verified session: the inbox knows shops by their domain only. */
  shopDomain: string;
  /** Null = all that are parked. */
  inboxIds: bigint[] | null;
  /** `staff:<user id>`. */
  actor: string;
}

/** Lets parked events be handled again. @returns how many; those whose content was erased stay parked. */
export async function replayEvents(shopId: bigint, { shopDomain, inboxIds, actor }: ReplayEvents, now: Date): Promise<{ replayed: number }> {
  const replayed = await replayInbox(shopDomain, inboxIds);
  await inTransaction(shopId, (db) => logAccess(db, { actor, action: "replay_events", detail: { events: replayed } }, now));
  return { replayed };
}
