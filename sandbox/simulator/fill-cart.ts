import type { Random } from "../world/random";
import type { CatalogEntry, Id, Minor } from "../world/types";
import { pick } from "./draw";

export interface CartLine { variantId: Id; quantity: number }

const MOST_LINES = 5;
const FAVORITE_WEIGHT = 4;

/**
 * Puts goods worth about `targetMinor` into a cart: more of the favorite category, nothing that passes what is left by much, and
 * at least the cheapest thing there is.
 */
export function fillCart(random: Random, goods: CatalogEntry[], wish: { targetMinor: Minor; favorite: string }): CartLine[] {
  const lines = new Map<Id, number>();
  let left = wish.targetMinor;
  for (let turn = 0; turn < MOST_LINES * 2; turn += 1) {
    const fitting = goods.filter((entry) => entry.priceMinor <= left * 1.1 && (lines.size < MOST_LINES || lines.has(entry.variantId)));
    if (fitting.length === 0) break;
    const chosen = pick(random, fitting.flatMap((entry) => Array<CatalogEntry>(entry.category === wish.favorite ? FAVORITE_WEIGHT : 1).fill(entry)));
    lines.set(chosen.variantId, (lines.get(chosen.variantId) ?? 0) + 1);
    left -= chosen.priceMinor;
  }
  if (lines.size === 0) lines.set(goods.reduce((least, entry) => (entry.priceMinor < least.priceMinor ? entry : least)).variantId, 1);
  return [...lines].map(([variantId, quantity]) => ({ variantId, quantity }));
}
