/** The database cannot be reached, went away, or has no room for now: nothing was saved, try again later. */
export class DatabaseDown extends Error {
  readonly retryable = true;
  constructor(cause: unknown) {
    super(`the database cannot be reached (${cause instanceof Error ? cause.message || codeOf(cause) : String(cause)}): check DATABASE_URL and that PostgreSQL runs`, { cause });
    this.name = "DatabaseDown";
  }
}

/** Another transaction kept what this one needed for too long: nothing was saved, try again later. */
export class DatabaseBusy extends Error {
  readonly retryable = true;
  constructor(cause: unknown) {
    super("another transaction held for too long what this one waited for: nothing was saved, expected to go better later", { cause });
    this.name = "DatabaseBusy";
  }
}

const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EPIPE", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN"]);
// Class 08 connection, 57P01-05 shutting down, starting or cut off, 25P03 stopped in a transaction, 53 out of disk, memory or connections, 3D000 no such
// database, 28 not let in.
const SERVER = /^(08...|57P0[1235]|25P03|53...|3D000|28...)$/;

const LOCK_NOT_AVAILABLE = "55P03";

/** What an error of the database is for whoever called: busy, down, or what it was. */
export function troubleOf(error: unknown): unknown {
  if (codeOf(error) === LOCK_NOT_AVAILABLE) return new DatabaseBusy(error);
  return saysDown(error) ? new DatabaseDown(error) : error;
}

/** True for errors that say the server is not there, as against a statement it refused. */
export function saysDown(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(saysDown);
  const code = codeOf(error);
  if (NETWORK.has(code) || SERVER.test(code)) return true;
  return error instanceof Error && /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout)/.test(error.message);
}

export function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}
