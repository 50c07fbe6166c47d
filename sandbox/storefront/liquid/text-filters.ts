import { createHash } from "node:crypto";
import type { Liquid } from "liquidjs";
import { escapeHtml } from "../html";
import { type FilterThis, renderInfo } from "./render-info";
import { EscapedText, translate } from "./translate";

/** Text filters Shopify adds to Liquid, or has with other results than liquidjs. */
export function registerTextFilters(liquid: Liquid): void {
  for (const name of ["t", "translate"]) {
    liquid.registerFilter(name, function (this: FilterThis, key: unknown, ...args: unknown[]) {
      const { translations, language } = renderInfo(this.context);
      return translate(translations, language, { key: String(key ?? ""), values: namedArguments(args) });
    });
  }
  liquid.registerFilter("escape", (value: unknown) => (value instanceof EscapedText ? value : escapeHtml(textOf(value))));
  for (const name of ["handle", "handleize"]) liquid.registerFilter(name, (value: unknown) => handleize(textOf(value)));
  liquid.registerFilter("json", (value: unknown) => jsonForHtml(value));
  liquid.registerFilter("pluralize", (count: unknown, one: string, other: string) => (Number(count) === 1 ? one : other));
  liquid.registerFilter("sha256", (value: unknown) => createHash("sha256").update(textOf(value)).digest("hex"));
  liquid.registerFilter("camelize", (value: unknown) => handleize(textOf(value)).replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase()));
  liquid.registerFilter("placeholder_svg_tag", () => '<svg class="placeholder-svg" viewBox="0 0 1 1" aria-hidden="true"></svg>');
}

/** Filter arguments written `name: value` arrive from liquidjs as pairs. */
export function namedArguments(args: unknown[]): Record<string, unknown> {
  return Object.fromEntries(args.filter((arg): arg is [string, unknown] => Array.isArray(arg) && arg.length === 2 && typeof arg[0] === "string"));
}

/** Shopify's `handleize`: lower case, everything that is no letter or digit becomes one dash. */
export function handleize(text: string): string {
  return text.toLowerCase().replace(/['"()[\]]/g, "").replace(/[^\p{L}\p{N}_]+/gu, "-").replace(/^-+|-+$/g, "");
}

/** JSON that may stand inside a script element: `<`, `>` and `&` are written as escapes, as Shopify does. */
export function jsonForHtml(value: unknown): string {
  const json = JSON.stringify(value ?? null, (_key, inner: unknown) => (inner instanceof EscapedText ? inner.toString() : inner)) ?? "null";
  return json.replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}
