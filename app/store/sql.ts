import { createHash } from "node:crypto";

/** One SQL statement: a text that never changes (so PostgreSQL plans it once for each connection) and its values. */
export interface Statement { name: string; text: string; values: unknown[] }

const texts = new WeakMap<TemplateStringsArray, { name: string; text: string }>();

/**
 * Writes a statement as a template; every `${value}` becomes a parameter, never part of the text.
 * Lists go in as arrays: `= ANY(${ids}::bigint[])`, `unnest(${ids}::bigint[])`.
 */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Statement {
  let known = texts.get(strings);
  if (!known) {
    const text = strings.reduce((sum, part, i) => `${sum}$${i}${part}`);
    known = { text, name: createHash("sha256").update(text).digest("base64url").slice(0, 24) };
    texts.set(strings, known);
  }
  return { ...known, values };
}
