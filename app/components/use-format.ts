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
  const second = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium", timeZone });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone });
  const list = new Intl.ListFormat(locale);
  return {
    list: (items: string[]) => list.format(items),
    number: (value: number | bigint) => plainSpaces(number.format(value)),
    signed: (value: number | bigint) => plainSpaces(signed.format(value)),
    percent: (ratio: number, digits = 1) =>
      plainSpaces(new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: digits }).format(ratio)),
    /** Minor units of `currency` (the shop's when it is not given). */
    money: (minor: number | bigint, currency = shopCurrency) => moneyText(locale, currency, { minor, decimals: currencyExponent(currency) }),
    /** Without decimals that say nothing: "$200", "$19.90". */
    shortMoney: (minor: number | bigint, currency = shopCurrency) => {
      const exponent = currencyExponent(currency);
      return moneyText(locale, currency, { minor, decimals: Number(minor) % 10 ** exponent === 0 ? 0 : exponent });
    },
    /** "40 ms", "1.4 sec", "12 sec", "3 min". */
    seconds: (seconds: number) => lagText(locale, seconds),
    date: (at: Date | string) => plainSpaces(day.format(new Date(at))),
    /** The last day of something that is over at a moment: what ends at midnight lasts to the day before. */
    lastDay: (end: Date | string) => plainSpaces(day.format(new Date(new Date(end).getTime() - 1))),
    /** A calendar day ("2026-03-01") that is in no time zone. */
    day: (day: string, length: "medium" | "short" = "medium") =>
      plainSpaces(new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...(length === "short" ? { day: "numeric", month: "short" } : { dateStyle: "medium" }) }).format(new Date(`${day}T00:00:00Z`))),
    /** To the second, for logs. */
    moment: (at: Date | string) => plainSpaces(second.format(new Date(at))),
    /** The time of day alone. */
    clock: (at: Date | string) => plainSpaces(clock.format(new Date(at))),
    dateTime: (at: Date | string) => plainSpaces(minute.format(new Date(at))),
  };
}

function lagText(locale: string, seconds: number): string {
  const unit = (name: "millisecond" | "second" | "minute", value: number, decimals = 0) =>
    plainSpaces(new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: decimals }).format(value));
  if (seconds < 1) return unit("millisecond", Math.max(0, seconds) * 1000);
  return seconds < 60 ? unit("second", seconds, seconds < 10 ? 1 : 0) : unit("minute", seconds / 60);
}

function plainSpaces(text: string): string {
  return text.replace(/[\u202f\u00a0]/g, "\u00a0");
}

/** A float only on its way to the screen: amounts are computed in minor units. */
function moneyText(locale: string, currency: string, { minor, decimals }: { minor: number | bigint; decimals: number }): string {
  const style = { style: "currency", currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals } as const;
  return plainSpaces(new Intl.NumberFormat(locale, style).format(Number(minor) / 10 ** currencyExponent(currency)));
}
