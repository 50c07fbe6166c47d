import type { BlockSlot, Shop } from "../../world/types";
import { allowsTemplate, type ThemeBlock } from "./parse-block";
import type { ThemeExtension } from "./read-theme-extension";

const TEMPLATE_OF: Record<BlockSlot, string> = { index: "index", product: "product", collection: "collection", card: "collection", cart: "cart" };

/** The app blocks in a place of the theme: where the merchant put them, or where a merchant usually would. */
export function blocksIn(extension: ThemeExtension, shop: Shop, slot: BlockSlot): ThemeBlock[] {
  return [...extension.blocks.values()].filter((block) => slotsOf(shop, block).includes(slot));
}

/** The places a block stands in. Embeds stand in none; what its schema does not allow is left out. */
export function slotsOf(shop: Shop, block: ThemeBlock): BlockSlot[] {
  if (block.schema.target !== "section") return [];
  const chosen = shop.storefront.placements?.[block.handle] ?? usualSlots(block);
  return chosen.filter((slot) => allowsTemplate(block.schema, TEMPLATE_OF[slot]));
}

/** A block that reads the closest product belongs into cards, one that reads the product on its page, any other on home and cart. */
function usualSlots({ template }: ThemeBlock): BlockSlot[] {
  if (/\bclosest\.product\b/.test(template)) return ["card"];
  return /\bproduct\b/.test(template) ? ["product"] : ["index", "cart"];
}
