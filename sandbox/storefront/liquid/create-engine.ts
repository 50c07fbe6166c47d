import { Liquid } from "liquidjs";
import { escapeHtml } from "../html";
import { registerColorFilters } from "./color-filters";
import { registerDateFilter } from "./date-filter";
import { directOperators, evaluateDirectly } from "./direct-evaluation";
import { keepFloatLiterals } from "./liquid-float";
import { registerMathFilters } from "./math-filters";
import { registerMoneyFilters } from "./money-filters";
import { registerTags } from "./tags";
import { registerTextFilters } from "./text-filters";
import { EscapedText } from "./translate";
import { registerUrlFilters } from "./url-filters";

/**
 * Liquid as Shopify runs it. Unknown filters and tags are errors here, where Shopify lets them pass, so that a misspelled
 * one is seen. Parsed files are kept: make a new engine when they change. `autoEscape` is for our own theme only: Shopify escapes nothing by itself.
 */
export function createEngine(options: { snippets(name: string): string | null; autoEscape?: boolean; timezone?: string }): Liquid {
  keepFloatLiterals();
  const liquid = new Liquid({
    fs: snippetFiles(options.snippets), extname: "", root: ["."], relativeReference: false,
    strictFilters: true, ownPropertyOnly: true, dynamicPartials: true,
    cache: true, operators: directOperators,
    ...(options.autoEscape ? { outputEscape: escapeOutput } : {}),
    ...(options.timezone ? { timezoneOffset: options.timezone } : {}),
  });
  registerTextFilters(liquid);
  registerMathFilters(liquid);
  registerMoneyFilters(liquid);
  registerUrlFilters(liquid);
  registerColorFilters(liquid);
  registerTags(liquid);
  if (options.timezone) registerDateFilter(liquid, options.timezone);
  evaluateDirectly(liquid);
  return liquid;
}

function escapeOutput(value: unknown): string {
  if (value === null || value === undefined) return "";
  return value instanceof EscapedText ? value.toString() : escapeHtml(String(value));
}

function snippetFiles(read: (name: string) => string | null) {
  const contents = (file: string) => {
    const source = read(file);
    if (source === null) throw new Error(`snippet ${file} does not exist`);
    return source;
  };
  return {
    readFile: async (file: string) => contents(file), readFileSync: contents,
    exists: async (file: string) => read(file) !== null, existsSync: (file: string) => read(file) !== null,
    resolve: (_root: string, file: string) => file, contains: async () => true, containsSync: () => true,
    sep: "/", dirname: () => "",
  };
}
