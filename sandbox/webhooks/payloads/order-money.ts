import { convertMinor, decimalOf } from "../../world/money";
import type { Minor, Order } from "../../world/types";

export interface MoneySet { shop_money: { amount: string; currency_code: string }; presentment_money: { amount: string; currency_code: string } }

/** How an order's amounts are written: as decimal text of the shop's currency, and as a set with the presentment currency beside it. */
export interface OrderMoney { amount(minor: Minor): string; set(minor: Minor): MoneySet }

export function orderMoney(order: Pick<Order, "currency" | "presentmentCurrency" | "presentmentRate">): OrderMoney {
  const { currency, presentmentCurrency, presentmentRate } = order;
  const amount = (minor: Minor) => decimalOf(minor, currency);
  const same = currency === presentmentCurrency;
  const presented = (minor: Minor) => same ? amount(minor) : decimalOf(convertMinor(minor, presentmentRate, { from: currency, to: presentmentCurrency }), presentmentCurrency);
  return {
    amount,
    set: (minor) => ({
      shop_money: { amount: amount(minor), currency_code: currency },
      presentment_money: { amount: presented(minor), currency_code: presentmentCurrency },
    }),
  };
}
