import { ANSWER_DAYS } from "../compliance/answer-days";
import type { ComplianceKind } from "../compliance/requests.server";
import { readFor } from "../in-transaction.server";
import { sql } from "../sql";

export interface PrivacyRequest {
  requestId: bigint; kind: ComplianceKind; state: "open" | "done" | "ignored"; receivedAt: Date; dueAt: Date; doneAt: Date | null; note: string | null;
  /** Until when the export can be fetched; null when there is none or it was erased. */
  readyUntil: Date | null;
}

/** What was asked about customers' data, the newest first, without a word of whom it is about. */
export function privacyRequests(shopId: bigint, limit = 50): Promise<PrivacyRequest[]> {
  return readFor(shopId, async (db) => {
    const rows = await db.query<{ request_id: bigint; kind: ComplianceKind; state: PrivacyRequest["state"]; received_at: Date; due_at: Date; done_at: Date | null; note: string | null; ready_until: Date | null }>(sql`
      SELECT request_id, kind, state, received_at, due_at, done_at, note,
             CASE WHEN answer IS NOT NULL THEN done_at + make_interval(days => ${ANSWER_DAYS}::int) END AS ready_until
        FROM compliance_request WHERE shop_id = ${shopId} ORDER BY received_at DESC, request_id DESC LIMIT ${limit}`);
    return rows.map((row) => ({
      requestId: row.request_id, kind: row.kind, state: row.state, receivedAt: row.received_at, dueAt: row.due_at, doneAt: row.done_at, note: row.note, readyUntil: row.ready_until,
    }));
  });
}
