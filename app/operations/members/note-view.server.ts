import { logAccess } from "~/store/access/log-access.server";
import { inTransaction } from "~/store/in-transaction.server";

/** Notes that somebody of the staff looked at a member, or at a page of the list (`memberId` null). @param actor `staff:<user id>`. */
export function noteView(shopId: bigint, { actor, memberId }: { actor: string; memberId: bigint | null }, now: Date): Promise<void> {
  return inTransaction(shopId, (db) => logAccess(db, { actor, action: memberId === null ? "list_members" : "view_member", memberId }, now));
}
