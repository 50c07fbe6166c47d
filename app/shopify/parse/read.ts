/**
 * Readers of what Shopify sent. Each gives exactly one type or throws a RangeError with value, place and expectation; the
 * value is cut short and never a person's.
 */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(value, place, "an object");
  return value as Fields;
}

/** Missing and null are an empty list. */
export function listOf(value: unknown, place: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw wrong(value, place, "a list");
  return value;
}

/** Entries of a GraphQL connection asked for with `nodes`. */
export function nodesOf(value: unknown, place: string): readonly unknown[] {
  return value === undefined || value === null ? [] : listOf(fieldsOf(value, place).nodes, `${place}.nodes`);
}

const GID = /^gid:\/\/shopify\/[A-Za-z]+\/(\d{1,30})(?:\?.*)?$/;

/** Shopify's numeric id as digits, from a number, its digits, or a gid. */
export function idOf(value: unknown, place: string): string {
  if (typeof value === "number" && Number.isSafeInteger(value) && value > 0) return String(value);
  if (typeof value === "string") {
    if (/^[1-9]\d{0,29}$/.test(value)) return value;
    const digits = GID.exec(value)?.[1];
    if (digits) return digits;
  }
  throw wrong(value, place, "a Shopify id");
}

export function idOrNull(value: unknown, place: string): string | null {
  return value === undefined || value === null ? null : idOf(value, place);
}

// eslint-disable-next-line no-control-regex -- NUL is what it looks for
const UNSTORABLE = /[\u0000\ud800-\udfff]/;
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text a database can hold: lone surrogates become the replacement sign, NUL goes. Missing and null are empty. */
export function textOf(value: unknown, place: string): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") throw wrong(value, place, "a text");
  return UNSTORABLE.test(value) ? value.replaceAll("\u0000", "").replace(LONE, "\ufffd") : value;
}

export function flagOf(value: unknown, place: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== "boolean") throw wrong(value, place, "true or false");
  return value;
}

/** A whole number, 0 or more. */
export function countOf(value: unknown, place: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw wrong(value, place, "a whole number of 0 or more");
  return value;
}

/**
 * A moment as ISO-8601 UTC with milliseconds, which are zero: webhooks tell whole seconds, so both forms of one moment must
 * be equal by them.
 */
export function timeOf(value: unknown, place: string): string {
  const at = typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw wrong(value, place, 'a time such as "2026-11-01T10:00:00Z"');
  return new Date(Math.floor(at / 1000) * 1000).toISOString();
}

export function timeOrNull(value: unknown, place: string): string | null {
  return value === undefined || value === null ? null : timeOf(value, place);
}

export function wrong(value: unknown, place: string, expected: string): RangeError {
  const shown = value === undefined ? "is missing" : (JSON.stringify(value) ?? String(value)).slice(0, 60);
  return new RangeError(`${place} ${shown}: expected ${expected}`);
}
