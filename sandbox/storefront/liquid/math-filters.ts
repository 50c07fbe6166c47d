import type { Liquid } from "liquidjs";
import { isFloat, LiquidFloat } from "./liquid-float";

type Numeric = number | LiquidFloat;

/**
 * Shopify's arithmetic: whole numbers stay whole (`20 | divided_by: 7` is 2, `-7 | divided_by: 2` is -4), one float makes
 * the result a float, text counts as the number it starts with, nil as 0.
 */
export function registerMathFilters(liquid: Liquid): void {
  liquid.registerFilter("plus", (a: unknown, b: unknown) => combine(a, b, (x, y) => x + y));
  liquid.registerFilter("minus", (a: unknown, b: unknown) => combine(a, b, (x, y) => x - y));
  liquid.registerFilter("times", (a: unknown, b: unknown) => combine(a, b, (x, y) => x * y));
  liquid.registerFilter("divided_by", dividedBy);
  liquid.registerFilter("modulo", (a: unknown, b: unknown) => {
    if (Number(numeric(b)) === 0 && !isFloat(numeric(b))) throw new Error("divided by 0");
    return combine(a, b, (x, y) => ((x % y) + y) % y);
  });
  liquid.registerFilter("abs", (a: unknown) => combine(a, 0, (x) => Math.abs(x)));
  liquid.registerFilter("at_least", (a: unknown, b: unknown) => (Number(numeric(a)) < Number(numeric(b)) ? numeric(b) : numeric(a)));
  liquid.registerFilter("at_most", (a: unknown, b: unknown) => (Number(numeric(a)) > Number(numeric(b)) ? numeric(b) : numeric(a)));
  liquid.registerFilter("ceil", (a: unknown) => Math.ceil(Number(numeric(a))));
  liquid.registerFilter("floor", (a: unknown) => Math.floor(Number(numeric(a))));
  liquid.registerFilter("round", round);
}

/** The number Liquid sees in a value. */
export function numeric(value: unknown): Numeric {
  if (typeof value === "number" || value instanceof LiquidFloat) return value;
  const match = /^\s*-?\d+(\.\d+)?/.exec(String(value ?? ""));
  if (!match) return 0;
  return match[1] ? new LiquidFloat(match[0]) : Number(match[0]);
}

function combine(left: unknown, right: unknown, operation: (a: number, b: number) => number): Numeric {
  const a = numeric(left);
  const b = numeric(right);
  const result = operation(Number(a), Number(b));
  return isFloat(a) || isFloat(b) ? new LiquidFloat(result) : result;
}

function dividedBy(left: unknown, right: unknown): Numeric {
  const a = numeric(left);
  const b = numeric(right);
  if (isFloat(a) || isFloat(b)) return new LiquidFloat(Number(a) / Number(b));
  if (b === 0) throw new Error("divided by 0");
  return Math.floor(Number(a) / Number(b));
}

function round(value: unknown, digits: unknown = 0): Numeric {
  const places = Number(numeric(digits));
  const number = Number(numeric(value));
  const scaled = Number(`${Math.abs(number)}e${places}`);
  const rounded = Math.sign(number) * Number(`${Math.round(scaled)}e${-places}`);
  return places > 0 ? new LiquidFloat(rounded) : rounded;
}
