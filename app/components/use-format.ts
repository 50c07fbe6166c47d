import { useMemo } from "react";
import { currencyExponent } from "~/loyalty/money/currency-exponent";
import { useFrame } from "./frame-context";

/**
 * Numbers, money and times in the reader's language and the shop's time zone. ICU writes narrow spaces differently from
 * version to version, and server and browser must write the same: plain no-break spaces stand for all of them.
 */
export function useFormat() {
  const { locale, shop } = useFrame();
  return useMemo(() => createFormat(locale, shop.timeZone, shop.currency), [locale, shop.timeZone, shop.currency]);
}

export type Format = ReturnType<typeof createFormat>;

export function createFormat(locale: string, timeZone: string, shopCurrency: string) {
  const number = new Intl.NumberFormat(locale);
  const signed = new Intl.NumberFormat(locale, { signDisplay: "exceptZero" });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone });
  const minute = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone });
  return {
    number: (value: number | bigint) => plainSpaces(number.format(value)),
    signed: (value: number | bigint) => plainSpaces(signed.format(value)),
    percent: (ratio: number, digits = 1) =>
      plainSpaces(new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: digits }).format(ratio)),
    /** Minor units of `currency` (the shop's when it is not given). */
    money: (minor: number | bigint, currency = shopCurrency) => {
      const exponent = currencyExponent(currency);
      const style = { style: "currency", currency, minimumFractionDigits: exponent, maximumFractionDigits: exponent } as const;
      return plainSpaces(new Intl.NumberFormat(locale, style).format(Number(minor) / 10 ** exponent));
    },
    date: (at: Date | string) => plainSpaces(day.format(new Date(at))),
    dateTime: (at: Date | string) => plainSpaces(minute.format(new Date(at))),
  };
}

function plainSpaces(text: string): string {
  return text.replace(/[\u202f\u00a0]/g, "\u00a0");
}
