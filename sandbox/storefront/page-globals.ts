import type { ThemeExtension } from "./extension/read-theme-extension";
import { globalObjects, languageObjects } from "./objects/global-objects";
import type { Page } from "./objects/page";
import { languagesOf } from "./theme";

/** What every template of a page finds, whatever the page shows. */
export function pageGlobals(page: Page, extension: ThemeExtension | null): Record<string, unknown> {
  const globals = globalObjects(page);
  const available_languages = languageObjects(page, languagesOf(page.shop.locale, extension));
  Object.assign(globals.localization as object, { available_languages });
  return globals;
}
