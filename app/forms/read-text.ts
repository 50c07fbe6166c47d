import { parseMinor } from "~/loyalty/money/parse-minor";
import type { Fraction } from "~/loyalty/program/program";
import type { FieldError, FieldErrors } from "./field-errors";

/** Reads texts a person typed and collects what is wrong by field; a wrong text reads as the smallest value, to go on with the rest. */
export class TextReader {
  readonly errors: FieldErrors = {};

  whole(field: string, text: string, { min, max }: { min: number; max: number }): number {
    const trimmed = text.trim();
    if (!/^\d{1,15}$/.test(trimmed)) return this.refuse(field, { code: "whole", values: { value: shown(text), min, max } }, min);
    const value = Number(trimmed);
    if (value < min || value > max) return this.refuse(field, { code: "range", values: { value: shown(text), min, max } }, min);
    return value;
  }

  /** A decimal text ("1.25", "1,25") or a fraction ("1/3") as an exact, reduced fraction. */
  fraction(field: string, text: string, { positive = false } = {}): Fraction {
    const fraction = exactFraction(text.trim());
    if (!fraction) return this.refuse(field, { code: "number", values: { value: shown(text) } }, { num: 1, den: 1 });
    if (positive && fraction.num === 0) return this.refuse(field, { code: "positive", values: { value: shown(text) } }, { num: 1, den: 1 });
    return fraction;
  }

  /** Decimal text of an amount as minor units of `currency`. */
  minor(field: string, text: string, currency: string, { positive = false } = {}): number {
    try {
      const minor = parseMinor(decimalPoint(text.trim()), currency, field);
      if (minor < 0 || (positive && minor === 0)) return this.refuse(field, { code: positive ? "positive" : "notNegative", values: { value: shown(text) } }, 1);
      return minor;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return this.refuse(field, { code: "money", values: { value: shown(text), currency } }, 1);
    }
  }

  name(field: string, text: string, max = 40): string {
    const trimmed = text.trim();
    if (trimmed === "") return this.refuse(field, { code: "empty" }, "-");
    if (trimmed.length > max) return this.refuse(field, { code: "tooLong", values: { max } }, trimmed.slice(0, max));
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
  const decimal = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(decimalPoint(text));
  if (!decimal) return null;
  const [, whole, decimals = ""] = decimal;
  return reduce(Number(whole + decimals), 10 ** decimals.length);
}

export function reduce(num: number, den: number): Fraction {
  let [a, b] = [num, den];
  while (b !== 0) [a, b] = [b, a % b];
  return { num: num / a, den: den / a };
}

/** One comma and no point is a decimal comma. */
const decimalPoint = (text: string) => (/^[^.]*,[^.,]*$/.test(text) ? text.replace(",", ".") : text);
const shown = (text: string) => (text.trim() === "" ? "–" : text.slice(0, 40));
