import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Liquid, Template } from "liquidjs";
import type { ThemeExtension } from "./extension/read-theme-extension";
import { readTranslations } from "./extension/read-theme-extension";
import { createEngine } from "./liquid/create-engine";
import { RENDER, type RenderInfo } from "./liquid/render-info";
import type { Translations } from "./liquid/translate";
import type { Page } from "./objects/page";

const FOLDER = fileURLToPath(new URL("./theme", import.meta.url));
export const THEME_ASSETS = `${FOLDER}/assets`;

let engine: Liquid | null = null;
let translations: Translations | null = null;
const templates = new Map<string, Template[]>();

/** Renders a file of the sandbox's own theme, `layout` or `templates/cart`; every value is escaped unless it is marked raw. */
export function renderTheme(file: string, page: Page, globals: Record<string, unknown>): string {
  engine ??= createEngine({ autoEscape: true, snippets: (name) => readFileSync(`${FOLDER}/snippets/${name}.liquid`, "utf8") });
  const parsed = templates.get(file) ?? engine.parse(readFileSync(`${FOLDER}/${file}.liquid`, "utf8"));
  templates.set(file, parsed);
  return engine.renderSync(parsed, {}, { globals: Object.defineProperties({ [RENDER]: themeInfo(page) }, Object.getOwnPropertyDescriptors(globals)) }) as string;
}

/** Renders Liquid that came from outside (an app proxy's answer) as a page of the theme; not escaped, as at Shopify. */
export function renderForeign(source: string, page: Page, globals: Record<string, unknown>): string {
  const liquid = createEngine({ snippets: () => null, timezone: page.shop.timezone });
  return liquid.parseAndRenderSync(source, {}, { globals: Object.defineProperties({ [RENDER]: themeInfo(page) }, Object.getOwnPropertyDescriptors(globals)) });
}

export function themeTranslations(): Translations {
  translations ??= readTranslations(`${FOLDER}/locales`, ".json");
  return translations;
}

/** Languages a shopper can choose: the shop's own first, then what theme or extension have texts for. */
export function languagesOf(shopLocale: string, extension: ThemeExtension | null): string[] {
  const known = [...Object.keys(themeTranslations().languages), ...Object.keys(extension?.translations.languages ?? {})];
  return [...new Set([shopLocale, ...known.sort()])];
}

function themeInfo(page: Page): RenderInfo {
  return {
    currency: page.shop.currency, timezone: page.shop.timezone, language: page.language, translations: themeTranslations(), assetBase: "/theme/assets",
    readAsset: (name) => (readdirSync(THEME_ASSETS).includes(name) ? readFileSync(`${THEME_ASSETS}/${name}`, "utf8") : null),
  };
}
