import { currencyExponent } from "./currency-exponent";

const DECIMAL = /^(-?)(\d{1,18})(?:\.(\d{1,12}))?$/;

/**
 * Decimal text of Shopify ("19.90", "1500", "1.250") as integer minor units of `currency`, exactly: digits are moved, nothing is rounded.
 * @param place where the text stood, for the message (`line_items[0].price`).
 * @throws RangeError with value, place and expectation: no decimal number, more decimals than the currency has, beyond 2^53.
 */
export function parseMinor(decimalText: string, currency: string, place = "amount"): number {
  const exponent = currencyExponent(currency);
  const match = typeof decimalText === "string" ? DECIMAL.exec(decimalText) : null;
  if (!match) throw new RangeError(`${place} ${describe(decimalText)}: expected a decimal number such as "19.90"`);
  const [, sign, whole, fraction = ""] = match;
  if (/[^0]/.test(fraction.slice(exponent))) {
    throw new RangeError(`${place} ${describe(decimalText)}: expected at most ${exponent} decimals for ${currency}`);
  }
  const minor = Number(whole + fraction.slice(0, exponent).padEnd(exponent, "0"));
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${place} ${describe(decimalText)}: expected an amount below 2^53 minor units`);
  return sign && minor !== 0 ? -minor : minor;
}

function describe(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 60);
}
