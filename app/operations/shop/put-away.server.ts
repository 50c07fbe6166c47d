import { logAccess } from "~/store/access/log-access.server";
import { inTransaction } from "~/store/in-transaction.server";

/** Somebody has seen a piece of news on Home: it is not told again, what happens later is. @param item as `putAwayAt` names it. */
export function putAway(shopId: bigint, { item, actor }: { item: string; actor: string }, now: Date): Promise<void> {
  return inTransaction(shopId, (db) => logAccess(db, { actor, action: "put_away", detail: { item } }, now));
}
