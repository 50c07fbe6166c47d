import type { AppConfig } from "../../app-config";
import type { Customer, Shop } from "../../world/types";
import type { StorefrontSession } from "../session";

/** What a page is made from: the shop, who looks at it and from where. */
export interface Page {
  shop: Shop;
  /** First part of every path of this storefront, `/shop/evergreen-goods`. */
  root: string;
  /** Path below the root, `/products/fern`. */
  path: string;
  /** `index`, `product`, `collection`, `list-collections`, `cart`, `page`, `login`. */
  template: string;
  customer: Customer | null;
  session: StorefrontSession;
  language: string;
  /** Origin the browser sees, `http://127.0.0.1:4010`. */
  origin: string;
  appConfig: AppConfig;
  now: Date;
}

/** A global id's number as Liquid prints it; ids beyond 2^53 stay text so that no digit is lost. */
export function liquidId(id: string): number | string {
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : id;
}

type CurrencyObject = { iso_code: string; name: string; symbol: string };
const currencies = new Map<string, CurrencyObject>();

/** Liquid's `currency`; its names are looked up once. */
export function currencyObject(code: string): CurrencyObject {
  const object = currencies.get(code) ?? makeCurrencyObject(code);
  currencies.set(code, object);
  return object;
}

function makeCurrencyObject(code: string): CurrencyObject {
  const name = new Intl.DisplayNames("en", { type: "currency" }).of(code) ?? code;
  return { iso_code: code, name, symbol: new Intl.NumberFormat("en", { style: "currency", currency: code, currencyDisplay: "narrowSymbol" }).formatToParts(0).find(({ type }) => type === "currency")?.value ?? code };
}
