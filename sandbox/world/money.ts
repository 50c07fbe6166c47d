import type { Minor } from "./types";

const DIGITS: Record<string, number> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
};

/** How many decimals a currency has: 0 for JPY, 3 for KWD, else 2. */
export function currencyDigits(currency: string): number {
  return DIGITS[currency] ?? 2;
}

/** `decimalOf(1250, "USD")` is "12.50"; `decimalOf(-5, "KWD")` is "-0.005". Exact. */
export function decimalOf(minor: Minor, currency: string): string {
  const digits = currencyDigits(currency);
  const text = Math.abs(minor).toString().padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const sign = minor < 0 ? "-" : "";
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${text.slice(-digits)}`;
}

/** Minor units of a decimal text; null when it is no number or has more decimals than the currency (trailing zeros are fine). */
export function minorOf(decimal: string, currency: string): Minor | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal.trim());
  if (!match) return null;
  const digits = currencyDigits(currency);
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  if (fraction.length > digits) return null;
  const minor = Number(match[2]! + fraction.padEnd(digits, "0"));
  return Number.isSafeInteger(minor) ? (match[1] ? -minor : minor) : null;
}

/** An amount of the shop's currency in another one, at `rate` units of it per shop unit; rounds half away from zero. */
export function convertMinor(minor: Minor, rate: string, currencies: { from: string; to: string }): Minor {
  const [whole = "0", fraction = ""] = rate.split(".");
  const scale = 10n ** BigInt(fraction.length + currencyDigits(currencies.from));
  const product = BigInt(Math.abs(minor)) * BigInt(whole + fraction) * 10n ** BigInt(currencyDigits(currencies.to));
  const rounded = (product * 2n + scale) / (scale * 2n);
  return Number(minor < 0 ? -rounded : rounded);
}
