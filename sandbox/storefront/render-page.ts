import type { BlockSlot, Collection, Product } from "../world/types";
import type { ThemeBlock } from "./extension/parse-block";
import { blocksIn } from "./extension/place-blocks";
import { readThemeExtension, type ThemeExtension } from "./extension/read-theme-extension";
import { renderBlock } from "./extension/render-block";
import { escapeHtml } from "./html";
import { jsonForHtml } from "./liquid/text-filters";
import { translate } from "./liquid/translate";
import type { Page } from "./objects/page";
import { pageGlobals } from "./page-globals";
import { DRAWER, drawerBlocks, renderSection } from "./render-section";
import { renderForeign, renderTheme, themeTranslations } from "./theme";

export interface PageContent {
  /** Theme template, `product`. */
  file: string;
  title: string;
  /** What the template finds besides the globals. */
  data?: Record<string, unknown>;
  slot?: BlockSlot;
  product?: Product;
  collection?: Collection;
  /** Products the page lists; their cards get the card blocks. */
  cards?: Product[];
  /** The theme shows the cart in a drawer here, not on a page of its own. */
  drawer?: boolean;
}

/** A whole page of the storefront, with the app's blocks where they are placed and its embeds on every page. */
export function renderPage(page: Page, content: PageContent): string {
  const extension = readThemeExtension(page.appConfig.extensionsFolder);
  const globals = pageGlobals(page, extension);
  const used = new Set<ThemeBlock>();
  const own = content.slot && extension ? blocksIn(extension, page.shop, content.slot) : [];
  const appBlocks = own.map((block) => {
    used.add(block);
    return renderBlock({ extension: extension!, handle: block.handle, page, globals, product: content.product, collection: content.collection }).html;
  }).join("");
  const body = renderTheme(`templates/${content.file}`, page, {
    ...globals, ...content.data, app_blocks: appBlocks, card_blocks: cardBlocks({ page, extension, globals, used }, content.cards ?? []),
  });
  if (content.drawer) for (const block of drawerBlocks(page, extension)) used.add(block);
  return wrapInLayout({ page, extension, globals, used }, { body, title: content.title, drawer: content.drawer ? renderSection(page, DRAWER) : null });
}

/** An app proxy's `application/liquid` answer as a page of the theme. `{% layout none %}` leaves the theme away. */
export function renderProxyLiquid(page: Page, source: string): string {
  const extension = readThemeExtension(page.appConfig.extensionsFolder);
  const globals = pageGlobals(page, extension);
  const bare = /\{%-?\s*layout\s+none\s*-?%\}/;
  const body = renderForeign(source.replace(bare, ""), page, globals);
  return bare.test(source) ? body : wrapInLayout({ page, extension, globals, used: new Set() }, { body, title: page.shop.name });
}

interface Rendering { page: Page; extension: ThemeExtension | null; globals: Record<string, unknown>; used: Set<ThemeBlock> }

function cardBlocks({ page, extension, globals, used }: Rendering, products: Product[]): Record<string, string> {
  const blocks = extension ? blocksIn(extension, page.shop, "card") : [];
  if (products.length > 0) for (const block of blocks) used.add(block);
  return Object.fromEntries(products.map((product) => [
    product.handle, blocks.map((block) => renderBlock({ extension: extension!, handle: block.handle, page, globals, product, inCard: true }).html).join(""),
  ]));
}

function wrapInLayout(rendering: Rendering, content: { body: string; title: string; drawer?: string | null }): string {
  const { page, extension, globals, used } = rendering;
  const embeds = extension && page.shop.storefront.embedsEnabled ? [...extension.blocks.values()].filter(({ schema }) => schema.target !== "section") : [];
  const rendered = embeds.map((block) => {
    const { html } = renderBlock({ extension: extension!, handle: block.handle, page, globals });
    if (html !== "") used.add(block);
    return { html, inHead: block.schema.target !== "body" };
  });
  const part = (inHead: boolean) => rendered.filter((embed) => embed.inHead === inHead).map(({ html }) => html).join("");
  return renderTheme("layout", page, {
    ...globals, page_title: content.title, content_for_layout: content.body, cart_drawer: content.drawer, content_for_header: header(page, extension, used) + part(true), content_for_footer: part(false),
  });
}

/** Shopify's globals, and the files the used blocks name in their schema: styles as links, scripts async. */
function header(page: Page, extension: ThemeExtension | null, used: Set<ThemeBlock>): string {
  const root = `${page.root}/`;
  const shopify = { shop: page.shop.domain, locale: page.language, country: page.shop.country, currency: { active: page.shop.currency, rate: "1.0" }, routes: { root }, theme: { id: 1, name: "Sandbox", role: "main" }, designMode: false };
  const added = translate(themeTranslations(), page.language, { key: "product.added", values: {} }).toString();
  const files = extension ? [...used].flatMap((block) => assetTags(extension, block)) : [];
  return `<script>window.Shopify=${jsonForHtml(shopify)};window.sandboxTheme=${jsonForHtml({ added })}</script>${[...new Set(files)].join("")}`;
}

function assetTags(extension: ThemeExtension, { handle, schema, stylesheet, javascript }: ThemeBlock): string[] {
  const at = `/extensions/${extension.handle}`;
  const link = (href: string) => `<link href="${escapeHtml(href)}" rel="stylesheet" type="text/css" media="all">`;
  const script = (src: string) => `<script src="${escapeHtml(src)}" async></script>`;
  return [
    ...(schema.stylesheet ? [link(`${at}/assets/${schema.stylesheet}`)] : []), ...(stylesheet.trim() ? [link(`${at}/compiled/${handle}.css`)] : []),
    ...(schema.javascript ? [script(`${at}/assets/${schema.javascript}`)] : []), ...(javascript.trim() ? [script(`${at}/compiled/${handle}.js`)] : []),
  ];
}
