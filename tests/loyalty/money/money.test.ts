import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyExponent } from "~/loyalty/money/currency-exponent";
import { formatMinor } from "~/loyalty/money/format-minor";
import { parseMinor } from "~/loyalty/money/parse-minor";
import { roundToNice } from "~/loyalty/money/round-to-nice";
import { checkProperty } from "../check-property";

describe("money", () => {
  it.each([
    ["19.90", "USD", 1990], ["1500", "JPY", 1500], ["1500.00", "JPY", 1500], ["1.250", "KWD", 1250], ["1.25", "KWD", 1250],
    ["0.1", "EUR", 10], ["-5.00", "USD", -500], ["-0.00", "USD", 0], ["0", "USD", 0], ["90071992547409.91", "USD", 9007199254740991], ["7", "XTS", 700],
  ])("reads %s %s as %d", (text, currency, minor) => expect(parseMinor(text, currency)).toBe(minor));

  it.each([
    ["", "USD", 'price "": expected a decimal number such as "19.90"'],
    ["1e3", "USD", 'price "1e3": expected a decimal number such as "19.90"'],
    ["1,00", "USD", 'price "1,00": expected a decimal number such as "19.90"'],
    [null, "USD", 'price null: expected a decimal number such as "19.90"'],
    [19.9, "USD", 'price 19.9: expected a decimal number such as "19.90"'],
    ["1.005", "USD", 'price "1.005": expected at most 2 decimals for USD'],
    ["1.5", "JPY", 'price "1.5": expected at most 0 decimals for JPY'],
    ["90071992547409.92", "USD", 'price "90071992547409.92": expected an amount below 2^53 minor units'],
    ["1", "kr", 'currency "kr": expected a three-letter ISO 4217 code such as USD'],
    ["1", "__proto__", 'currency "__proto__": expected a three-letter ISO 4217 code such as USD'],
  ])("refuses %s %s", (text, currency, message) => {
    expect(() => parseMinor(text as string, currency, "price")).toThrow(new RangeError(message));
  });

  it("gives back what it read, in currencies with 0, 2 and 3 decimals", () => {
    checkProperty(fc.property(fc.maxSafeInteger(), fc.constantFrom("JPY", "USD", "KWD"), (minor, currency) => {
      const safe = minor === 0 ? 0 : minor;
      expect(parseMinor(formatMinor(safe, currency), currency)).toBe(safe);
    }));
  });

  it("knows the decimals", () => {
    expect(["JPY", "USD", "KWD", "VND", "TND"].map(currencyExponent)).toEqual([0, 2, 3, 0, 3]);
    expect(() => formatMinor(1.5, "USD")).toThrow("amount 1.5: expected whole minor units of USD");
  });

  it.each([[0, 0], [7, 7], [13, 12], [14, 15], [99, 100], [4321, 4000], [70_000, 70_000], [1_234_567, 1_200_000], [90, 100]])("rounds %d to %d", (value, nice) => {
    expect(roundToNice(value)).toBe(nice);
  });
  it("refuses to round what is no whole number", () => expect(() => roundToNice(-1)).toThrow("value -1: expected a whole number of 0 or more"));
});
