import type { I18n } from "@shopify/ui-extensions/checkout";
import type { ExtensionRun, Report, WorkerStart } from "../../protocol";

type Options = Record<string, unknown>;

/** `shopify.i18n`: texts of the extension's `locales`, numbers, money and dates in the shopper's language. */
export function i18nOf({ run, page }: WorkerStart, report: (kind: Report["kind"], message: string) => void): I18n {
  const language = (options?: { inExtensionLocale?: boolean }) => (options?.inExtensionLocale ? run.language : page.language);
  const without = ({ inExtensionLocale: _unused, ...options }: { inExtensionLocale?: boolean } = {}) => options;
  return {
    formatNumber: (number, options) => new Intl.NumberFormat(language(options), without(options)).format(number),
    formatCurrency: (number, options) => new Intl.NumberFormat(language(options), { style: "currency", currency: page.currency, ...without(options) }).format(number),
    formatDate: (date, options) => new Intl.DateTimeFormat(language(options), { timeZone: page.timezone, ...without(options) }).format(date),
    translate: ((key: string, options: Options = {}) => translate(run, key, options) ?? missing(run, key, report)) as I18n["translate"],
  };
}

function missing({ handle, language }: ExtensionRun, key: string, report: (kind: Report["kind"], message: string) => void): string {
  report("missing-translation", `${handle} has no text ${key} in ${language} or its default language`);
  return key;
}

/** Text, or the parts around replacements that are no text (elements); null when no language has the key. */
function translate(run: ExtensionRun, key: string, options: Options): string | unknown[] | null {
  for (const [texts, language] of [[run.texts, run.language], [run.fallbackTexts, "en"]] as const) {
    const template = textOf(lookUp(texts, key), language, options.count);
    if (template !== null) return fill(template, options, language);
  }
  return null;
}

function lookUp(texts: unknown, key: string): unknown {
  return key.split(".").reduce<unknown>((node, part) => (typeof node === "object" && node !== null ? (node as Options)[part] : undefined), texts);
}

function textOf(found: unknown, language: string, count: unknown): string | null {
  if (typeof found === "string") return found;
  if (typeof found !== "object" || found === null || typeof count !== "number") return null;
  const forms = found as Options;
  const text = (count === 0 ? forms.zero : undefined) ?? forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
  return typeof text === "string" ? text : null;
}

function fill(template: string, options: Options, language: string): string | unknown[] {
  const parts = template.split(/\{\{\s*([\w.-]+)\s*\}\}/).map((part, index) => (index % 2 === 0 ? part : part in options ? replacement(options[part], language) : `{{${part}}}`));
  return parts.every((part) => typeof part === "string") ? parts.join("") : parts.filter((part) => part !== "");
}

function replacement(value: unknown, language: string): unknown {
  return typeof value === "number" ? new Intl.NumberFormat(language).format(value) : value;
}
