import { escapeHtml } from "../html";

/** Locale files of a theme or an extension: language tag → nested document. `fallback` is the `.default` language. */
export interface Translations { fallback: string; languages: Record<string, unknown> }

/** Text that is HTML already; the `escape` filter leaves it as it is. Compares as the text it holds. */
export class EscapedText extends String {
  equals(other: unknown): boolean { return isComparable(other) ? other.equals(this.toString()) : this.toString() === String(other ?? ""); }
  gt(other: unknown): boolean { return this.toString() > String(other); }
  geq(other: unknown): boolean { return this.toString() >= String(other); }
  lt(other: unknown): boolean { return this.toString() < String(other); }
  leq(other: unknown): boolean { return this.toString() <= String(other); }
}

function isComparable(value: unknown): value is { equals(other: unknown): boolean } {
  return typeof (value as { equals?: unknown } | null)?.equals === "function" && !(value instanceof EscapedText);
}

/**
 * Shopify's `t`: the text of a dotted key in the page's language, then in its base language, then in the default one, with
 * `{{ name }}` filled in and one/other chosen by `count`. Escaped, unless the key ends in `_html` or is named
 * `html`, or the caller escapes (`plain`).
 */
export function translate(translations: Translations, language: string, request: { key: string; values: Record<string, unknown>; plain?: boolean }): EscapedText {
  const { key, values, plain } = request;
  for (const candidate of [language, language.split("-")[0]!, translations.fallback]) {
    const text = textOf(lookUp(translations, candidate, key), candidate, values);
    if (text === null) continue;
    const filled = text.includes("{{") ? text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_all, name: string) => String(values[name] ?? "")) : text;
    return new EscapedText(plain || /(_html|(^|\.)html)$/.test(key) ? filled : escapeHtml(filled));
  }
  return new EscapedText(`translation missing: ${escapeHtml(`${language}.${key}`)}`);
}

const found = new WeakMap<Translations, Map<string, unknown>>();

/** What stands at a dotted key; walked to once. */
function lookUp(translations: Translations, language: string, key: string): unknown {
  const known = found.get(translations) ?? new Map<string, unknown>();
  found.set(translations, known);
  const at = `${language} ${key}`;
  if (!known.has(at)) known.set(at, key.split(".").reduce<unknown>((node, part) => (isRecord(node) && Object.hasOwn(node, part) ? node[part] : undefined), translations.languages[language]));
  return known.get(at);
}

function textOf(found: unknown, language: string, values: Record<string, unknown>): string | null {
  if (typeof found === "string") return found;
  if (!isRecord(found) || values.count === undefined) return null;
  const count = Number(values.count);
  const category = count === 0 && "zero" in found ? "zero" : pluralCategory(language, count);
  const text = found[category] ?? found.other;
  return typeof text === "string" ? text : null;
}

const pluralRules = new Map<string, Intl.PluralRules>();

function pluralCategory(language: string, count: number): string {
  const rules = pluralRules.get(language) ?? new Intl.PluralRules(language);
  pluralRules.set(language, rules);
  return rules.select(count);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
