import { badRequest, notImplemented } from "./errors";

/** Answers whether a row passes one `field:value` of a search. `operator` is one of `= > >= < <=`. */
export type Filter<T> = (row: T, operator: string, value: string) => boolean;
export type Filters<T> = Record<string, Filter<T>> & { /** Words without a field. */ default?: Filter<T> };

const TOKEN = /\s*(\(|\)|-(?=[\w(])|(?:[\w.]+:)?(?:>=|<=|>|<)?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s()]+))/gy;
const TERM = /^(?:([\w.]+):)?(>=|<=|>|<)?(.*)$/s;

/**
 * Shopify's search syntax as far as apps use it: `field:value`, comparisons, quotes, AND (also by standing together), OR, NOT, `-`
 * and brackets. A filter the sandbox does not know is an error, where Shopify would ignore it with a warning.
 */
export function searchQuery<T>(text: string | null | undefined, filters: Filters<T>, where: string): (row: T) => boolean {
  if (!text?.trim()) return () => true;
  const tokens = tokensOf(text);
  let at = 0;
  const anyOf = (): ((row: T) => boolean) => {
    const parts = [allOf()];
    while (tokens[at] === "OR") { at += 1; parts.push(allOf()); }
    return (row) => parts.some((part) => part(row));
  };
  const allOf = (): ((row: T) => boolean) => {
    const parts: ((row: T) => boolean)[] = [];
    while (at < tokens.length && tokens[at] !== "OR" && tokens[at] !== ")") {
      if (tokens[at] === "AND") { at += 1; continue; }
      parts.push(one());
    }
    return (row) => parts.every((part) => part(row));
  };
  const one = (): ((row: T) => boolean) => {
    const token = tokens[at++] ?? "";
    if (token === "NOT" || token === "-") { const inner = one(); return (row) => !inner(row); }
    if (token !== "(") return term(token, filters, where);
    const inner = anyOf();
    if (tokens[at++] !== ")") throw badRequest(`query "${text}" of ${where}: a bracket is not closed`);
    return inner;
  };
  const whole = anyOf();
  if (at < tokens.length) throw badRequest(`query "${text}" of ${where}: unexpected "${tokens[at]}"`);
  return whole;
}

/** Compares two texts or times as a search operator asks. */
export function compare(actual: string | number, operator: string, expected: string | number): boolean {
  if (operator === ">") return actual > expected;
  if (operator === ">=") return actual >= expected;
  if (operator === "<") return actual < expected;
  if (operator === "<=") return actual <= expected;
  return actual === expected;
}

/** A filter on a time: a date alone means its first moment, in UTC. */
export function timeFilter<T>(of: (row: T) => string | null, name: string): Filter<T> {
  let read = { value: "", time: Number.NaN };
  return (row, operator, value) => {
    if (read.value !== value) read = { value, time: Date.parse(value) };
    const expected = read.time;
    if (Number.isNaN(expected)) throw badRequest(`search ${name}:${value}: expected an ISO-8601 time`);
    const actual = of(row);
    return actual !== null && compare(Date.parse(actual), operator, expected);
  };
}

/** A filter on an id: `id:42`, `id:>42` and `id:gid://…/42`. */
export function idFilter<T>(of: (row: T) => string | null): Filter<T> {
  return (row, operator, value) => {
    const actual = of(row);
    const digits = value.split("/").pop()!;
    if (!/^\d+$/.test(digits)) throw badRequest(`search id:${value}: expected digits`);
    if (actual === null) return false;
    const difference = BigInt(actual) - BigInt(digits);
    return compare(difference > 0n ? 1 : difference < 0n ? -1 : 0, operator, 0);
  };
}

export function textFilter<T>(of: (row: T) => (string | null)[] | string | null): Filter<T> {
  return (row, _operator, value) => {
    const actual = of(row);
    const wanted = value.toLowerCase();
    const matches = (text: string | null) => text !== null && (wanted.endsWith("*") ? text.toLowerCase().startsWith(wanted.slice(0, -1)) : text.toLowerCase() === wanted);
    return Array.isArray(actual) ? actual.some(matches) : matches(actual);
  };
}

function term<T>(token: string, filters: Filters<T>, where: string): (row: T) => boolean {
  const [, field, operator = "=", raw = ""] = TERM.exec(token)!;
  const value = /^(['"]).*\1$/s.test(raw) ? raw.slice(1, -1).replace(/\\(.)/g, "$1") : raw;
  const name = field ?? "default";
  const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (!filter) throw notImplemented(field ? `search filter "${field}" of ${where}` : `search without a filter name in ${where}`);
  return (row) => filter(row, operator, value);
}

function tokensOf(text: string): string[] {
  const tokens = [...text.matchAll(TOKEN)].map((match) => match[1]!);
  return tokens;
}
