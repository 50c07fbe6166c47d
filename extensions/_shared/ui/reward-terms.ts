import type { BuyerReward } from "../contract";
import type { Words } from "./words";

type Terms = Pick<BuyerReward, "goods" | "minimumSpendMinor" | "maximumShippingMinor">;

/** "For Fern, Book and 2 more"; null where it is for the whole order. */
function goodsTerm({ goods }: Pick<BuyerReward, "goods">, words: Words): string | null {
  return goods && words.t(goods.more > 0 ? "terms.goods_more" : "terms.goods", { goods: goods.titles.join(", "), more: goods.more });
}

/** "For orders from $50"; of goods it is they that count. */
function minimumTerm({ goods, minimumSpendMinor }: Omit<Terms, "maximumShippingMinor">, currency: string, words: Words): string | null {
  return minimumSpendMinor > 0 ? words.t(goods ? "minimum_goods" : "minimum", { amount: words.money(minimumSpendMinor, currency) }) : null;
}

/** "For shipping up to $10": dearer shipping is not covered. */
function shippingTerm({ maximumShippingMinor }: Pick<BuyerReward, "maximumShippingMinor">, currency: string, words: Words): string | null {
  return maximumShippingMinor === null ? null : words.t("terms.shipping", { amount: words.money(maximumShippingMinor, currency) });
}

/** Everything an order must have for it, in words; empty where any will do. */
export function termsOf(terms: Terms, currency: string, words: Words): string[] {
  return [goodsTerm(terms, words), minimumTerm(terms, currency, words), shippingTerm(terms, currency, words)].filter((term) => term !== null);
}

/** Told before points are taken: they do not come back of themselves. */
export function lapseTerm({ onExpiry, validityDays }: Pick<BuyerReward, "onExpiry" | "validityDays">, words: Words): string | null {
  return onExpiry === "lapse" ? words.t("terms.lapse", { count: validityDays, number: words.number(validityDays) }) : null;
}
