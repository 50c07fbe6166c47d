import { currencyExponent } from "./currency-exponent";

/**
 * Minor units as decimal text with exactly the currency's decimals ("19.90", "1500", "1.250"); the inverse of `parseMinor`.
 * @throws RangeError when `minor` is not a safe integer.
 */
export function formatMinor(minor: number, currency: string): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`amount ${minor}: expected whole minor units of ${currency}`);
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const sign = minor < 0 ? "-" : "";
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
