import { logAccess } from "~/store/access/log-access.server";
import { requestAnswer } from "~/store/compliance/requests.server";
import { inTransaction } from "~/store/in-transaction.server";

/** Opens the export of a data request for somebody of the staff and notes who took it. Null when there is none or it was erased. @param actor `staff:<user id>`. */
export function fetchExport(shopId: bigint, { actor, requestId }: { actor: string; requestId: bigint }, now: Date): Promise<Buffer | null> {
  return inTransaction(shopId, async (db) => {
    const document = await requestAnswer(db, requestId);
    if (document) await logAccess(db, { actor, action: "fetch_export", detail: { requestId: String(requestId) } }, now);
    return document;
  });
}
