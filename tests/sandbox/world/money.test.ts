import { expect, test } from "vitest";
import { convertMinor, decimalOf, minorOf } from "../../../sandbox/world/money";
import { apiDecimal } from "../../../sandbox/admin-api/core/money-set";

test.each([
  [1250, "USD", "12.50", "12.5"], [1000, "USD", "10.00", "10.0"], [5, "USD", "0.05", "0.05"], [-5, "USD", "-0.05", "-0.05"], [0, "USD", "0.00", "0.0"],
  [1200, "JPY", "1200", "1200.0"], [0, "JPY", "0", "0.0"], [24500, "KWD", "24.500", "24.5"], [-1, "KWD", "-0.001", "-0.001"], [Number.MAX_SAFE_INTEGER, "USD", "90071992547409.91", "90071992547409.91"],
])("%i %s is %s, and %s in the API", (minor, currency, decimal, api) => {
  expect(decimalOf(minor, currency)).toBe(decimal);
  expect(apiDecimal(minor, currency)).toBe(api);
  expect(minorOf(decimal, currency)).toBe(minor);
  expect(minorOf(api, currency)).toBe(minor);
});

test.each([["12.345", "USD"], ["1.5", "JPY"], ["1e3", "USD"], ["", "USD"], ["abc", "USD"], ["99999999999999999", "USD"]])("%j is no amount of %s", (text, currency) => {
  expect(minorOf(text, currency)).toBeNull();
});

test.each([
  [1000, "0.92", "USD", "EUR", 920], [333, "0.5", "USD", "EUR", 167], [-333, "0.5", "USD", "EUR", -167], [1000, "150.25", "USD", "JPY", 1503], [1000, "0.306", "USD", "KWD", 3060], [3240, "0.0067", "JPY", "USD", 2171],
])("%i minor units at %s from %s to %s are %i", (minor, rate, from, to, expected) => {
  expect(convertMinor(minor, rate, { from, to })).toBe(expected);
});
