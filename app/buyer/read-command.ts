import { createHash } from "node:crypto";
import { refusal } from "./refusal";

const MAX_BYTES = 4_096;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** A shopper's command: one id for all its repetitions, and a fingerprint that tells when the same id asks for something else. */
export interface BuyerCommand { requestId: string; fingerprint: string; body: Record<string, unknown> }

/**
 * Reads a POST that must not happen twice.
 * @param name of the command; part of the fingerprint.
 * @throws Response 400, 413, 415
 */
export async function readCommand(request: Request, name: string): Promise<BuyerCommand> {
  refuseOtherTypes(request);
  const requestId = request.headers.get("idempotency-key") ?? "";
  if (!UUID.test(requestId)) throw refusal(400, "idempotency_key_missing", "header Idempotency-Key is missing or no UUID: expected a new UUID for each command, repeated when the command is tried again");
  const text = await readText(request);
  return { requestId: requestId.toLowerCase(), fingerprint: createHash("sha256").update(`${name}\n${text}`).digest("hex"), body: parse(text) };
}

/** Reads a POST that changes nothing when it is repeated. @throws Response 400, 413, 415 */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
  refuseOtherTypes(request);
  return parse(await readText(request));
}

/** Only JSON is accepted, which no form of another site can send. */
function refuseOtherTypes(request: Request): void {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
  if (type !== "application/json") throw refusal(415, "not_json", `Content-Type ${type.slice(0, 60) || "is missing"}: expected application/json`);
}

async function readText(request: Request): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader!.read()) {
    size += read.value.byteLength;
    if (size > MAX_BYTES) throw refusal(413, "too_large", `body of more than ${MAX_BYTES} bytes: expected at most ${MAX_BYTES}`);
    parts.push(read.value);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    throw refusal(400, "not_json", "body is no UTF-8 text: expected a JSON object");
  }
}

function parse(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refusal(400, "not_json", "body is no JSON: expected a JSON object");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw refusal(400, "not_json", "body is no JSON object: expected a JSON object");
  return value as Record<string, unknown>;
}
