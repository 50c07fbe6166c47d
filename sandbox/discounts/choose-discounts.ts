import { discountLines, type OrderedDiscount } from "../shop-life/discount-lines";
import type { Discount, Minor, OrderLine, RedeemCode, Shop } from "../world/types";
import { classOf } from "./discount-facts";
import { entitledLines } from "./entitled-lines";
import { lookUpCode, type Scene, type WhyNot } from "./why-not";

const MOST_OF_GOODS = 5;
const MOST_OF_SHIPPING = 1;
/** Codes beyond this many that could apply are not weighed against the others. */
const MOST_WEIGHED = 10;

/** A code as entered, and why it does nothing; null when it does something. */
export interface CodeAnswer { code: string; why: WhyNot | null }

export interface Chosen { answers: CodeAnswer[]; discounts: OrderedDiscount[] }

interface Candidate { place: number; discount: Discount; redeem: RedeemCode }

/**
 * Which of the entered codes apply, and what they take off in Shopify's order: products, then the rest of the order, then
 * shipping. Codes that may not be combined are chosen for the least the buyer pays.
 */
export function chooseDiscounts(shop: Shop, codes: string[], scene: Scene): Chosen {
  const looked = codes.map((code) => ({ code, ...lookUpCode(shop, code, scene) }));
  const able = looked.flatMap(({ found, why }, place) => (found && why === null ? [{ place, ...found }] : []));
  const best = bestOf(shop, able.slice(0, MOST_WEIGHED), scene);
  const answers = looked.map(({ code, found, why }, place): CodeAnswer => ({
    code, why: why ?? (best.some((chosen) => chosen.place === place) ? null : leftOut(found!.discount, best)),
  }));
  return { answers, discounts: inOrder(shop, best, scene) };
}

function bestOf(shop: Shop, able: Candidate[], scene: Scene): Candidate[] {
  let best: { codes: Candidate[]; saved: Minor } = { codes: [], saved: -1 };
  for (let mask = 1; mask < 1 << able.length; mask += 1) {
    const codes = able.filter((_, index) => mask & (1 << index));
    if (!together(codes)) continue;
    const taken = takenBy(shop, inOrder(shop, codes, scene), scene);
    // A code that would take nothing off beside the others is not used up for nothing.
    if (codes.length > 1 && (taken.length < codes.length || taken.includes(0))) continue;
    const saved = taken.reduce((sum, amount) => sum + amount, 0);
    if (saved > best.saved || (saved === best.saved && codes.length > best.codes.length)) best = { codes, saved };
  }
  return best.codes;
}

/** Both sides have to allow the other's class. One discount counts once, whatever codes it has. */
function together(codes: Candidate[]): boolean {
  const shipping = codes.filter(({ discount }) => classOf(discount) === "shipping").length;
  if (shipping > MOST_OF_SHIPPING || codes.length - shipping > MOST_OF_GOODS) return false;
  return codes.every(({ discount: a }, index) => codes.slice(index + 1).every(({ discount: b }) => a !== b && a.combinesWith[classOf(b)] && b.combinesWith[classOf(a)]));
}

function leftOut(discount: Discount, best: Candidate[]): WhyNot {
  const goods = best.filter((chosen) => classOf(chosen.discount) !== "shipping").length;
  return classOf(discount) !== "shipping" && goods === MOST_OF_GOODS ? "too_many" : "combine";
}

function inOrder(shop: Shop, codes: Candidate[], scene: Scene): OrderedDiscount[] {
  const of = (wanted: string) => codes.filter(({ discount }) => classOf(discount) === wanted);
  return [...onProducts(shop, of("product"), scene), ...[...of("order"), ...of("shipping")].map(({ discount, redeem }) => orderedOf(discount, redeem))];
}

/** Each line gets the one product discount that takes most off it. */
function onProducts(shop: Shop, codes: Candidate[], scene: Scene): OrderedDiscount[] {
  const alone = codes.map(({ discount, redeem }) => {
    const ordered = { ...orderedOf(discount, redeem), lines: entitledLines(shop, discount, scene.lines) };
    const lines = copies(scene.lines);
    discountLines(lines, [ordered], { shippingMinor: 0, currency: shop.currency });
    return { ordered, taken: lines.map(({ discountMinor }) => discountMinor) };
  });
  const winners = scene.lines.map((_, line) => alone.reduce((best, { taken }, index) => (taken[line]! > (alone[best]?.taken[line] ?? 0) ? index : best), -1));
  return alone.map(({ ordered }, index) => ({ ...ordered, lines: ordered.lines.filter((line) => winners[line] === index) })).filter(({ lines }) => lines.length > 0);
}

function orderedOf({ value }: Discount, { code }: RedeemCode): OrderedDiscount {
  return { code, ...value };
}

/** What each of the discounts takes off, one after the other. */
function takenBy(shop: Shop, discounts: OrderedDiscount[], { lines, shippingMinor }: Scene): Minor[] {
  const { discountCodes } = discountLines(copies(lines), discounts, { shippingMinor: shippingMinor ?? 0, currency: shop.currency });
  return discountCodes.map(({ amountMinor }) => amountMinor);
}

function copies(lines: OrderLine[]): OrderLine[] {
  return lines.map((line) => ({ ...line, discountMinor: 0, allocations: [] }));
}
