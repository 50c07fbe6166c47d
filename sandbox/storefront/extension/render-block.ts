import path from "node:path";
import { existsSync, readFileSync } from "node:fs";
import { Drop, type Liquid } from "liquidjs";
import type { Collection, Product } from "../../world/types";
import { escapeHtml } from "../html";
import { ColorValue } from "../liquid/color-filters";
import { createEngine } from "../liquid/create-engine";
import { RENDER, type RenderInfo } from "../liquid/render-info";
import { globalObjects } from "../objects/global-objects";
import type { Page } from "../objects/page";
import { collectionObject, productObject } from "../objects/product-object";
import { type BlockSetting, settingsOf, type ThemeBlock } from "./parse-block";
import type { ThemeExtension } from "./read-theme-extension";

export interface BlockRequest {
  extension: ThemeExtension;
  /** File name without `.liquid`. */
  handle: string;
  page: Page;
  product?: Product | undefined;
  collection?: Collection | undefined;
  /** Inside a product card of a list: `closest.product` is the card's product, `product` is the page's, so nil. */
  inCard?: boolean | undefined;
  /** What the merchant set in the theme editor, over the schema's defaults. Missing: what the shop's storefront says. */
  settings?: Record<string, unknown> | undefined;
  /** The page's globals, where they are made already. */
  globals?: Record<string, unknown> | undefined;
}

/** `html` is what stands in the page, in Shopify's wrapper; on an error a visible note, and the sentence in `error`. */
export interface RenderedBlock { html: string; error: string | null }

const engines = new WeakMap<ThemeExtension, Map<string, Liquid>>();
const parsed = new WeakMap<ThemeBlock, Map<Liquid, ReturnType<Liquid["parse"]>>>();

/** Renders one block or embed of a theme app extension as Shopify would on this page. */
export function renderBlock(request: BlockRequest): RenderedBlock {
  const block = request.extension.blocks.get(request.handle);
  if (!block) return noteOf(request.handle, `extension ${request.extension.handle} has no block of this name`);
  try {
    if (!isAvailable(request, block)) return { html: "", error: null };
    const { schema } = block;
    const tag = schema.tag ?? "div";
    const text = renderTemplate(request, block);
    const classes = ["shopify-block", "shopify-app-block", schema.class].filter(Boolean).join(" ");
    if (schema.target === "head" || schema.target === "compliance_head") return { html: text, error: null };
    return { html: `<${tag} id="shopify-block-${idOf(request)}" class="${escapeHtml(classes)}">${text}</${tag}>`, error: null };
  } catch (error) {
    return noteOf(request.handle, (error as Error).message);
  }
}

function renderTemplate(request: BlockRequest, block: ThemeBlock): string {
  const liquid = engineOf(request.extension, request.page.shop.timezone);
  const templates = parsed.get(block)?.get(liquid) ?? liquid.parse(block.template);
  parsed.set(block, (parsed.get(block) ?? new Map()).set(liquid, templates));
  return liquid.renderSync(templates, scopeOf(request, block), { globals: new BlockGlobals(request) }) as string;
}

function engineOf(extension: ThemeExtension, timezone: string): Liquid {
  const known = engines.get(extension) ?? new Map<string, Liquid>();
  engines.set(extension, known);
  const engine = known.get(timezone) ?? createEngine({ snippets: (name) => extension.snippets.get(name) ?? null, timezone });
  known.set(timezone, engine);
  return engine;
}

/** `available_if` names a boolean app-data metafield; the block exists only while it is true. */
function isAvailable(request: BlockRequest, block: ThemeBlock): boolean {
  const condition = block.schema.available_if;
  if (!condition) return true;
  const liquid = engineOf(request.extension, request.page.shop.timezone);
  return liquid.parseAndRenderSync(condition, {}, { globals: new BlockGlobals(request) }) === "true";
}

function scopeOf(request: BlockRequest, block: ThemeBlock): Record<string, unknown> {
  const chosen = request.settings ?? request.page.shop.storefront.blockSettings[request.handle];
  const settings = Object.fromEntries(Object.entries(settingsOf(block.schema, chosen)).map(([id, value]) => {
    const setting = block.schema.settings.find((candidate) => candidate.id === id);
    return [id, settingValue(request, setting, value)];
  }));
  return { block: { id: idOf(request), type: `shopify://apps/sandbox/blocks/${request.handle}`, settings, shopify_attributes: "" }, section: { id: "sandbox-main" } };
}

/** Colors and resources are objects in Liquid; a resource setting with autofill takes what stands closest. */
function settingValue(request: BlockRequest, setting: BlockSetting | undefined, value: unknown): unknown {
  const { page } = request;
  if (setting?.type === "color" && typeof value === "string" && value !== "") return new ColorValue(value);
  if (setting?.type === "product") {
    const product = (value ? Object.values(page.shop.products).find(({ handle }) => handle === value) : undefined) ?? (setting.autofill ? request.product : undefined);
    return product ? productObject(page, product) : null;
  }
  if (setting?.type === "collection") {
    const collection = (value ? Object.values(page.shop.collections).find(({ handle }) => handle === value) : undefined) ?? (setting.autofill ? request.collection : undefined);
    return collection ? collectionObject(page, collection) : null;
  }
  return value;
}

/** The page's globals with what stands closest to a block; a page has many blocks, so nothing is copied for one. */
class BlockGlobals extends Drop {
  readonly closest: { product: unknown; collection: unknown };
  readonly product: unknown;
  readonly collection: unknown;
  readonly [RENDER]: RenderInfo;
  readonly #page: Record<string, unknown>;
  constructor({ page, globals, product, collection, extension, inCard }: BlockRequest) {
    super();
    this.closest = { product: product ? productObject(page, product) : null, collection: collection ? collectionObject(page, collection) : null };
    this.product = inCard ? null : this.closest.product;
    this.collection = this.closest.collection;
    this[RENDER] = infoOf(page, extension);
    this.#page = globals ?? globalObjects(page);
  }
  override liquidMethodMissing(name: string | number): unknown { return this.#page[name]; }
}

function infoOf(page: Page, extension: ThemeExtension): RenderInfo {
  return {
    currency: page.shop.currency, timezone: page.shop.timezone, language: page.language, translations: extension.translations,
    assetBase: `/extensions/${extension.handle}/assets`,
    readAsset: (name) => {
      const file = path.join(extension.assetsFolder, path.basename(name));
      return existsSync(file) ? readFileSync(file, "utf8") : null;
    },
  };
}

function idOf({ handle, product }: BlockRequest): string {
  return `sandbox_${handle.replace(/-/g, "_")}${product ? `_${product.id}` : ""}`;
}

function noteOf(handle: string, message: string): RenderedBlock {
  const text = escapeHtml(`block ${handle}: ${message}`);
  return { html: `<!-- sandbox: ${text.replace(/--/g, "- -")} --><p class="sandbox-error" dir="ltr"><strong>Sandbox</strong> ${text}</p>`, error: `block ${handle}: ${message}` };
}
