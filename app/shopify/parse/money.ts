import { parseMinor } from "~/loyalty/money/parse-minor";
import { fieldsOf, textOf, wrong } from "./read";

/** Shop's and shopper's currency of one order. */
export interface Currencies { shop: string; presentment: string }
/** One amount in minor units of both. */
export interface MoneyPair { shop: number; presentment: number }

export const NOTHING: MoneyPair = { shop: 0, presentment: 0 };

const known = new Set(Intl.supportedValuesOf("currency"));

export function currencyOf(value: unknown, place: string): string {
  const code = textOf(value, place);
  if (!known.has(code)) throw wrong(value, place, "an ISO 4217 currency such as USD");
  return code;
}

/** A set of both currencies: `shop_money`/`presentment_money` of webhooks, `shopMoney`/`presentmentMoney` of queries. */
export function pairOf(value: unknown, currencies: Currencies, place: string): MoneyPair {
  const set = fieldsOf(value, place);
  const shop = amountOf(set.shop_money ?? set.shopMoney, currencies.shop, `${place}.shop_money`);
  const second = set.presentment_money ?? set.presentmentMoney;
  if (second === undefined && currencies.shop === currencies.presentment) return { shop, presentment: shop };
  return { shop, presentment: amountOf(second, currencies.presentment, `${place}.presentment_money`) };
}

/** `<name>_set` of a webhook's object; where an old payload has only the plain amount and one currency, that. */
export function pairNamed(from: Readonly<Record<string, unknown>>, name: string, at: { currencies: Currencies; place: string }): MoneyPair {
  const { currencies, place } = at;
  const set = from[`${name}_set`];
  if (set !== undefined && set !== null) return pairOf(set, currencies, `${place}.${name}_set`);
  const shop = decimalMinor(from[name], currencies.shop, `${place}.${name}`);
  if (currencies.shop !== currencies.presentment) throw wrong(set, `${place}.${name}_set`, `amounts in ${currencies.shop} and ${currencies.presentment}`);
  return { shop, presentment: shop };
}

export function decimalMinor(value: unknown, currency: string, place: string): number {
  // Some amounts come as JSON numbers; their digits are exact as long as the number is written shortly.
  return parseMinor(typeof value === "number" ? String(value) : (value as string), currency, place);
}

export const addPairs = (a: MoneyPair, b: MoneyPair): MoneyPair => ({ shop: a.shop + b.shop, presentment: a.presentment + b.presentment });

function amountOf(value: unknown, currency: string, place: string): number {
  const money = fieldsOf(value, place);
  const code = money.currency_code ?? money.currencyCode;
  if (code !== undefined && code !== currency) throw wrong(code, `${place}.currency`, currency);
  return decimalMinor(money.amount, currency, `${place}.amount`);
}
