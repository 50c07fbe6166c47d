import type { Context } from "liquidjs";
import type { Translations } from "./translate";

/** What filters and tags need to know of the page; carried among the globals under a symbol, so Liquid cannot read it. */
export interface RenderInfo {
  currency: string;
  timezone: string;
  language: string;
  translations: Translations;
  /** Where `asset_url` points, without a trailing slash. */
  assetBase: string;
  readAsset(name: string): string | null;
}

/** What liquidjs gives a filter as `this`. */
export interface FilterThis { context: Context }

export const RENDER = Symbol("sandbox.render");

/** The render info of the page a filter or tag runs in. */
export function renderInfo(context: Context): RenderInfo {
  return (context.globals as Record<symbol, RenderInfo>)[RENDER]!;
}
