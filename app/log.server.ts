import pino from "pino";

// Session tokens (JWT), Shopify's tokens and secrets, and e-mail addresses: libraries put them into error texts.
const SECRETS = /eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)*|shp[a-z]{2,4}_[A-Za-z0-9]+/g;
const EMAILS = /[\p{L}\p{N}._%+'-]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/gu;

/** The last thing before a line leaves the process: whatever got into it, tokens and addresses do not get out. */
export function scrub(line: string): string {
  return line.replace(SECRETS, "[secret]").replace(EMAILS, "[email]");
}

export interface Sink { write(line: string): unknown }

/**
 * One JSON line an event, fields named by the caller: never a body, a header, a query string or a customer's data.
 * Of an error only type, code, message and stack are written; details of a database error may hold row values.
 */
export function createLog(sink: Sink, level: string) {
  return pino({
    level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  }, { write: (line: string) => void sink.write(scrub(line)) });
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = "code" in error ? String(error.code) : undefined;
  const cause = error.cause instanceof Error ? error.cause.message : undefined;
  return { type: error.name, code, message: error.message, cause, stack: error.stack };
}

export const log = createLog(process.stdout, process.env.LOG_LEVEL ?? (process.env.VITEST ? "silent" : "info"));
