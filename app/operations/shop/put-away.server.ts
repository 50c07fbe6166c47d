import { logAccess } from "~/store/access/log-access.server";
import { inTransaction } from "~/store/in-transaction.server";

export interface PutAway {
  /** As `putAwayAt` names it. */
  item: string;
  /** `staff:<user id>`. */
  actor: string;
  /** Of when the page is that was read: what happened since then, before the press, nobody has seen. */
  readAt: Date;
}

/** Somebody has seen a piece of news on Home: it is not told again, what happens later is. */
export function putAway(shopId: bigint, { item, actor, readAt }: PutAway, now: Date): Promise<void> {
  const upTo = readAt < now ? readAt : now;
  return inTransaction(shopId, (db) => logAccess(db, { actor, action: "put_away", detail: { item, upTo: upTo.toISOString() } }, now));
}
