import type { ThemeBlock } from "./extension/parse-block";
import { blocksIn } from "./extension/place-blocks";
import { readThemeExtension, type ThemeExtension } from "./extension/read-theme-extension";
import { renderBlock } from "./extension/render-block";
import type { Page } from "./objects/page";
import { pageGlobals } from "./page-globals";
import { renderTheme } from "./theme";

export const DRAWER = "cart-drawer";
const MOST_SECTIONS = 5;

/** What the Section Rendering API answers for `sections=a,b`: each section's markup as it stands in a page, null for what the theme does not have. */
export function renderSections(page: Page, asked: unknown): Record<string, string | null> {
  const ids = (Array.isArray(asked) ? asked : String(asked).split(",")).map((id) => String(id).trim()).filter(Boolean);
  return Object.fromEntries(ids.slice(0, MOST_SECTIONS).map((id) => [id, renderSection(page, id)]));
}

/** A section of the theme in Shopify's wrapper, made from the cart as it is now. This theme has one, the cart's drawer. */
export function renderSection(page: Page, id: string): string | null {
  if (id !== DRAWER) return null;
  const extension = readThemeExtension(page.appConfig.extensionsFolder);
  const globals = pageGlobals(page, extension);
  const app_blocks = drawerBlocks(page, extension).map(({ handle }) => renderBlock({ extension: extension!, handle, page, globals }).html).join("");
  return `<div id="shopify-section-${id}" class="shopify-section">${renderTheme(`sections/${id}`, page, { ...globals, app_blocks })}</div>`;
}

/** A drawer belongs to a section group: of what stands in the cart it has the blocks whose schema allows those. */
export function drawerBlocks(page: Page, extension: ThemeExtension | null): ThemeBlock[] {
  return extension ? blocksIn(extension, page.shop, "cart").filter(({ schema }) => schema.enabled_on?.groups) : [];
}
