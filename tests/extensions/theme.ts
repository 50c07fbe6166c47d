import { readFileSync } from "node:fs";
import path from "node:path";

export const THEME = path.resolve(import.meta.dirname, "../../extensions/loyalty-theme");

/** A file of the theme as it is deployed. @param name below the theme's folder */
export const themeFile = (name: string) => readFileSync(path.join(THEME, name), "utf8");

/** A part of the theme's script as it is deployed, run in this window as if no other was there. @returns what it makes of a page's tools */
export function partOfTheme<Part>(name: string): (tools: object) => Part {
  const shop = window as unknown as { perennial: Record<string, (tools: object) => Part> };
  shop.perennial = {};
  window.eval(themeFile(`assets/${name}.js`));
  return shop.perennial[name]!;
}
