import type { Liquid } from "liquidjs";
import { escapeHtml } from "../html";
import { type FilterThis, renderInfo } from "./render-info";
import { namedArguments } from "./text-filters";

/** Filters that make addresses and the tags around them. */
export function registerUrlFilters(liquid: Liquid): void {
  liquid.registerFilter("asset_url", function (this: FilterThis, name: unknown) {
    return `${renderInfo(this.context).assetBase}/${String(name)}`;
  });
  liquid.registerFilter("inline_asset_content", function (this: FilterThis, name: unknown) {
    const content = renderInfo(this.context).readAsset(String(name));
    if (content === null) throw new Error(`inline_asset_content: asset ${String(name)} does not exist`);
    return content;
  });
  liquid.registerFilter("stylesheet_tag", (url: unknown) => `<link href="${escapeHtml(String(url))}" rel="stylesheet" type="text/css" media="all">`);
  liquid.registerFilter("script_tag", (url: unknown) => `<script src="${escapeHtml(String(url))}" type="text/javascript"></script>`);
  liquid.registerFilter("preload_tag", (url: unknown, ...args: unknown[]) => `<link rel="preload" href="${escapeHtml(String(url))}" as="${escapeHtml(String(namedArguments(args).as ?? "fetch"))}">`);
  for (const name of ["image_url", "img_url"]) liquid.registerFilter(name, imageUrl);
  liquid.registerFilter("image_tag", imageTag);
  liquid.registerFilter("link_to", (text: unknown, url: unknown) => `<a href="${escapeHtml(String(url))}">${String(text)}</a>`);
}

/** The address of an image object or of something with a featured image; sizes are kept in the query as Shopify does. */
function imageUrl(source: unknown, ...args: unknown[]): string {
  const src = sourceOf(source);
  const { width, height } = namedArguments(args);
  const query = [width ? `width=${String(width)}` : "", height ? `height=${String(height)}` : ""].filter(Boolean).join("&");
  return query ? `${src}?${query}` : src;
}

function sourceOf(source: unknown): string {
  if (typeof source === "string") return source;
  const object = source as { src?: string; featured_image?: { src?: string } } | null;
  const src = object?.src ?? object?.featured_image?.src;
  if (!src) throw new Error("image_url: expected an image, or an object with a featured image");
  return src;
}

function imageTag(url: unknown, ...args: unknown[]): string {
  const { alt = "", width, height, loading = "lazy", ...rest } = namedArguments(args);
  const attributes = { src: url, alt, width, height, loading, ...rest };
  const text = Object.entries(attributes).filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`).join("");
  return `<img${text}>`;
}
