import { convertMinor, decimalOf } from "../../world/money";
import type { Minor, Order } from "../../world/types";

/** Amounts as the API prints them: exact, without trailing zeros but always with a fraction ("10.0", "12.5", "1200.0" yen). */
export function apiDecimal(minor: Minor, currency: string): string {
  const text = decimalOf(minor, currency);
  if (!text.includes(".")) return `${text}.0`;
  return text.replace(/0+$/, "").replace(/\.$/, ".0");
}

export function money(minor: Minor, currency: string) {
  return { amount: apiDecimal(minor, currency), currencyCode: currency };
}

/** An amount of an order in the shop's currency and in the one the shopper paid in. */
export function moneyBag(order: Order, minor: Minor) {
  return { shopMoney: money(minor, order.currency), presentmentMoney: money(presentmentMinor(order, minor), order.presentmentCurrency) };
}

function presentmentMinor(order: Order, minor: Minor): Minor {
  if (order.currency === order.presentmentCurrency) return minor;
  return convertMinor(minor, order.presentmentRate, { from: order.currency, to: order.presentmentCurrency });
}
