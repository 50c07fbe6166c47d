import type { Product } from "../../world/types";
import { drawGoods } from "./goods";
import { drawPlant } from "./plants";
import { hashOf, pick } from "./pick";

const BACKDROPS = [["#eef1e6", "#dfe6d3"], ["#f5efe4", "#eadfcb"], ["#e8eff0", "#d5e1e2"], ["#f4ebe5", "#e9d8cc"], ["#ecebf2", "#dcdae8"]] as const;

/** A drawing of a product, 800 x 800, the same for the same product always. The storefront has no photographs. */
export function productArt(product: Pick<Product, "id" | "title" | "productType">): string {
  const seed = hashOf(product.title);
  const [light, shade] = pick(BACKDROPS, seed);
  const subject = product.productType === "Plant" ? drawPlant(product.title, seed) : drawGoods(product.productType, product.title, seed);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" width="800" height="800">
<defs><radialGradient id="b" cx=".5" cy=".38" r=".75"><stop offset="0" stop-color="${light}"/><stop offset="1" stop-color="${shade}"/></radialGradient></defs>
<rect width="800" height="800" fill="url(#b)"/>
<ellipse cx="400" cy="690" rx="230" ry="26" fill="#2b2a26" opacity=".12"/>
${subject}
</svg>`;
}
