import { open, seal } from "../crypto/seal.server";
import { sql } from "../sql";
import type { Tx } from "../tx";
import { answerPurpose, subjectPurpose } from "./purposes";

export type ComplianceKind = "data_request" | "customer_redact" | "shop_redact";

/** Whom a request is about, as Shopify names them. Kept sealed until it is done. */
export interface ComplianceSubject { customerId: string | null; email: string | null; orderIds: string[] }

export interface ComplianceRequest { requestId: bigint; kind: ComplianceKind; state: "open" | "done" | "ignored"; subject: ComplianceSubject; receivedAt: Date; dueAt: Date }

const DAYS_TO_ANSWER = 30;

/** Stores a request once, however often it is delivered. @returns its id. */
export async function saveRequest(db: Tx, request: { kind: ComplianceKind; key: string; customerHash: string | null; subject: ComplianceSubject }, now: Date): Promise<bigint> {
  const due = new Date(now.getTime() + DAYS_TO_ANSWER * 86_400_000);
  const payload = seal(JSON.stringify(request.subject), subjectPurpose(db.shopId, request.kind));
  const [row] = await db.query<{ request_id: bigint }>(sql`
    INSERT INTO compliance_request (shop_id, kind, key, customer_hash, payload, received_at, due_at)
    VALUES (${db.shopId}, ${request.kind}, ${request.key}, ${request.customerHash}, ${payload}, ${now}, ${due})
    ON CONFLICT (shop_id, key) DO UPDATE SET key = excluded.key RETURNING request_id`);
  return row!.request_id;
}

/** What is left to be carried out. */
export async function openRequests(db: Tx): Promise<{ requestId: bigint; kind: ComplianceKind }[]> {
  const rows = await db.query<{ request_id: bigint; kind: ComplianceKind }>(sql`SELECT request_id, kind FROM compliance_request WHERE shop_id = ${db.shopId} AND state = 'open' ORDER BY request_id`);
  return rows.map((row) => ({ requestId: row.request_id, kind: row.kind }));
}

/** Locks a request; null when there is none. */
export async function lockRequest(db: Tx, requestId: bigint): Promise<ComplianceRequest | null> {
  const [row] = await db.query<{ kind: ComplianceKind; state: ComplianceRequest["state"]; payload: Buffer | null; received_at: Date; due_at: Date }>(sql`
    SELECT kind, state, payload, received_at, due_at FROM compliance_request WHERE shop_id = ${db.shopId} AND request_id = ${requestId} FOR UPDATE`);
  if (!row) return null;
  const subject = row.payload ? (JSON.parse(open(row.payload, subjectPurpose(db.shopId, row.kind)).toString("utf8")) as ComplianceSubject) : { customerId: null, email: null, orderIds: [] };
  return { requestId, kind: row.kind, state: row.state, subject, receivedAt: row.received_at, dueAt: row.due_at };
}

/** Closes a request: what it was about is forgotten, the answer (an export) is kept sealed for seven days. */
export async function closeRequest(db: Tx, requestId: bigint, { answer, note, now }: { answer?: Buffer; note: string; now: Date }): Promise<void> {
  const sealed = answer ? seal(answer, answerPurpose(db.shopId, requestId)) : null;
  await db.query(sql`
    UPDATE compliance_request SET state = 'done', done_at = ${now}, note = ${note}, answer = ${sealed}, payload = NULL WHERE shop_id = ${db.shopId} AND request_id = ${requestId}`);
}

/** The export of a request; null when there is none or it was erased. */
export async function requestAnswer(db: Tx, requestId: bigint): Promise<Buffer | null> {
  const [row] = await db.query<{ answer: Buffer | null }>(sql`SELECT answer FROM compliance_request WHERE shop_id = ${db.shopId} AND request_id = ${requestId}`);
  return row?.answer ? open(row.answer, answerPurpose(db.shopId, requestId)) : null;
}

/** Erases exports made before a moment. @returns how many. */
export async function eraseAnswers(db: Tx, before: Date): Promise<number> {
  return (await db.query(sql`UPDATE compliance_request SET answer = NULL WHERE shop_id = ${db.shopId} AND answer IS NOT NULL AND done_at < ${before} RETURNING 1`)).length;
}
