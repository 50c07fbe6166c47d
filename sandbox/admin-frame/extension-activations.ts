import type { AppConfig } from "../app-config";
import type { BlockSlot, Shop } from "../world/types";
import { allowsTemplate, type ThemeBlock } from "../storefront/extension/parse-block";
import { slotsOf } from "../storefront/extension/place-blocks";
import { readThemeExtension } from "../storefront/extension/read-theme-extension";

const THEME_ID = "gid://shopify/OnlineStoreTheme/1";
const TARGETS: Record<BlockSlot, string> = { index: "template--index__apps", product: "template--product__main", collection: "template--collection__apps", card: "template--collection__card", cart: "template--cart__apps" };
export const SLOTS: BlockSlot[] = ["index", "product", "collection", "card", "cart"];

/** What `shopify.app.extensions()` answers: the theme extension's blocks and embeds, and whether the merchant uses them. */
export function extensionActivations(config: AppConfig, shop: Shop) {
  const extension = readThemeExtension(config.extensionsFolder);
  if (!extension) return [];
  return [{ handle: extension.handle, type: "theme_app_extension", activations: [...extension.blocks.values()].map((block) => activationOf(shop, block)) }];
}

function activationOf(shop: Shop, block: ThemeBlock) {
  const { target, name } = block.schema;
  const embed = target !== "section";
  const places = embed ? (shop.storefront.embedsEnabled ? [target] : []) : slotsOf(shop, block).map((slot) => TARGETS[slot]);
  return { target, handle: block.handle, name, status: places.length > 0 ? "active" : "available", activations: places.map((place) => ({ target: place, themeId: THEME_ID })) };
}

/** The places a block may be put into. */
export function allowedSlots(block: ThemeBlock): BlockSlot[] {
  return block.schema.target === "section" ? SLOTS.filter((slot) => allowsTemplate(block.schema, slot === "card" ? "collection" : slot)) : [];
}
