import { currencyDigits, decimalOf } from "../../world/money";

/** A shop's "HTML without currency" and "HTML with currency" settings, as Shopify proposes them for the currency. */
const FORMATS: Record<string, string> = {
  USD: "${{amount}}", CAD: "${{amount}}", AUD: "${{amount}}", GBP: "£{{amount}}", EUR: "€{{amount}}", JPY: "¥{{amount_no_decimals}}", KWD: "{{amount}} KD", BRL: "R$ {{amount_with_comma_separator}}",
};

export function moneyFormat(currency: string): string {
  return FORMATS[currency] ?? `{{amount}} ${currency}`;
}

/**
 * A money value as Liquid holds it: the currency's subunit, and for currencies without one two zeros are appended
 * (1000 JPY is 100000).
 */
export function liquidAmount(minor: number, currency: string): number {
  return currencyDigits(currency) === 0 ? minor * 100 : minor;
}

/** Minor units of a Liquid money value; parts of a unit the currency does not have are rounded. */
export function minorOfLiquidAmount(amount: number, currency: string): number {
  return currencyDigits(currency) === 0 ? Math.round(amount / 100) : Math.round(amount);
}

/** `formatMoney(125000, "USD")` is "$1,250.00". `minor` in the currency's minor units. */
export function formatMoney(minor: number, currency: string): string {
  return fill(moneyFormat(currency), minor, currency);
}

/** "$1,250.00 USD". */
export function formatMoneyWithCurrency(minor: number, currency: string): string {
  const format = moneyFormat(currency);
  return fill(format.endsWith(currency) ? format : `${format} ${currency}`, minor, currency);
}

/** "1,250.00". */
export function formatMoneyWithoutCurrency(minor: number, currency: string): string {
  const placeholder = /\{\{\w+\}\}/.exec(moneyFormat(currency))![0];
  return fill(placeholder, minor, currency);
}

function fill(format: string, minor: number, currency: string): string {
  return format.replace(/\{\{(\w+)\}\}/, (_all, name: string) => amountAs(name, minor, currency));
}

function amountAs(name: string, minor: number, currency: string): string {
  const [whole = "0", fraction = ""] = decimalOf(minor, currency).split(".");
  const comma = name.endsWith("comma_separator");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, comma ? "." : ",");
  return name.includes("no_decimals") || fraction === "" ? grouped : `${grouped}${comma ? "," : "."}${fraction}`;
}
