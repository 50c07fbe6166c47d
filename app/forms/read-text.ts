import { currencyExponent } from "~/loyalty/money/currency-exponent";
import { parseMinor } from "~/loyalty/money/parse-minor";
import type { Fraction } from "~/loyalty/program/program";
import type { FieldError, FieldErrors } from "./field-errors";
import { typedNumber } from "./typed-number";

/** Minor units no amount of a program goes beyond. */
const MOST_MINOR = 1_000_000_000;
const MOST_DECIMALS = 6;

/** Reads texts a person typed and collects what is wrong by field; a wrong text reads as the smallest value, to go on with the rest. */
export class TextReader {
  readonly errors: FieldErrors = {};

  whole(field: string, text: string, { min, max }: { min: number; max: number }): number {
    const typed = typedNumber(text, 0);
    if (typed === "missing") return this.refuse(field, { code: "wholeMissing", values: { min, max } }, min);
    if (typed !== "none" && "twoWays" in typed) return this.refuse(field, twoWays(text, typed.twoWays, 0), min);
    if (typed === "none" || !/^-?\d+$/.test(typed.plain)) return this.refuse(field, { code: "whole", values: { value: shown(text), min, max } }, min);
    const value = Number(typed.plain);
    if (value < min || value > max) return this.refuse(field, { code: "range", values: { value: shown(text), min, max } }, min);
    return value;
  }

  /** A decimal text ("1.25", "1,25") or a fraction ("1/3") as an exact, reduced fraction. */
  fraction(field: string, text: string, { positive = false } = {}): Fraction {
    const instead = { num: 1, den: 1 };
    const typed = typedNumber(text, MOST_DECIMALS);
    if (typed === "missing") return this.refuse(field, { code: "numberMissing" }, instead);
    if (typed !== "none" && "twoWays" in typed) return this.refuse(field, twoWays(text, typed.twoWays, MOST_DECIMALS), instead);
    const fraction = exactFraction(typed === "none" ? text.trim() : typed.plain);
    if (!fraction) return this.refuse(field, { code: "number", values: { value: shown(text) } }, instead);
    if (positive && fraction.num === 0) return this.refuse(field, { code: "positive", values: { value: shown(text) } }, instead);
    return fraction;
  }

  /** Decimal text of an amount as minor units of `currency`. */
  minor(field: string, text: string, currency: string, { positive = false } = {}): number {
    const decimals = currencyExponent(currency);
    const typed = typedNumber(text, decimals);
    if (typed === "missing") return this.refuse(field, { code: "moneyMissing", values: { currency } }, 1);
    if (typed !== "none" && "twoWays" in typed) return this.refuse(field, twoWays(text, typed.twoWays, decimals), 1);
    const minor = typed === "none" ? null : minorOf(typed.plain, currency);
    if (minor === null) return this.refuse(field, { code: "money", values: { value: shown(text), currency } }, 1);
    if (minor < 0 || (positive && minor === 0)) return this.refuse(field, { code: positive ? "positive" : "notNegative", values: { value: shown(text) } }, 1);
    if (minor > MOST_MINOR) return this.refuse(field, { code: "moneyMost", values: { value: shown(text) }, money: { most: { minor: MOST_MINOR, currency } } }, 1);
    return minor;
  }

  name(field: string, text: string, max = 40): string {
    const trimmed = text.trim();
    if (trimmed === "") return this.refuse(field, { code: "empty" }, "-");
    if (trimmed.length > max) return this.refuse(field, { code: "tooLong", values: { length: trimmed.length, max } }, trimmed.slice(0, max));
    if (/\p{Cs}/u.test(trimmed)) return this.refuse(field, { code: "brokenText" }, "-");
    return trimmed;
  }

  refuse<T>(field: string, error: FieldError, instead: T): T {
    this.errors[field] ??= error;
    return instead;
  }
}

/** Digits up to what an exact fraction of safe integers can hold. */
function exactFraction(text: string): Fraction | null {
  const ratio = /^(\d{1,9})\/(\d{1,9})$/.exec(text);
  if (ratio) return Number(ratio[2]) === 0 ? null : reduce(Number(ratio[1]), Number(ratio[2]));
  const decimal = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text);
  if (!decimal) return null;
  const [, whole, decimals = ""] = decimal;
  return reduce(Number(whole + decimals), 10 ** decimals.length);
}

export function reduce(num: number, den: number): Fraction {
  let [a, b] = [num, den];
  while (b !== 0) [a, b] = [b, a % b];
  return { num: num / a, den: den / a };
}

/** Null for what is finer than the currency goes. Beyond what is exact, any number is as good: it is too much. */
function minorOf(plain: string, currency: string): number | null {
  if (/\d{13}/.test(plain.split(".")[0]!)) return plain.startsWith("-") ? -MOST_MINOR : MOST_MINOR + 1;
  try {
    return parseMinor(plain, currency);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Where there are no decimals to write, the thousand is all that can be meant. */
const twoWays = (text: string, { whole, decimal }: { whole: string; decimal: string }, decimals: number): FieldError =>
  decimals === 0 ? { code: "twoWaysWhole", values: { value: shown(text), whole } } : { code: "twoWays", values: { value: shown(text), whole, decimal } };

const shown = (text: string) => text.trim().slice(0, 40);
