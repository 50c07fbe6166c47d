import { Tokenizer } from "liquidjs";

/**
 * A Ruby Float among JavaScript numbers. Shopify's Liquid tells `4` from `4.0` (division and printing differ), JavaScript
 * does not; every number literal with a point, and every result that came from one, is therefore carried as this.
 */
export class LiquidFloat extends Number {
  override toString(): string {
    const value = this.valueOf();
    return Number.isInteger(value) ? value.toFixed(1) : String(value);
  }
  equals(other: unknown): boolean { return isNumeric(other) && this.valueOf() === Number(other); }
  gt(other: unknown): boolean { return this.valueOf() > Number(other); }
  geq(other: unknown): boolean { return this.valueOf() >= Number(other); }
  lt(other: unknown): boolean { return this.valueOf() < Number(other); }
  leq(other: unknown): boolean { return this.valueOf() <= Number(other); }
}

function isNumeric(value: unknown): boolean {
  return typeof value === "number" || value instanceof LiquidFloat;
}

/** True for what Ruby would call a Float: our own kind, or a number with a fraction (from JSON). */
export function isFloat(value: unknown): boolean {
  return value instanceof LiquidFloat || (typeof value === "number" && !Number.isInteger(value));
}

const readNumber = Tokenizer.prototype.readNumber;
const PATCHED = Symbol.for("sandbox.liquid-float");

/** Makes liquidjs keep the point of `7.0`: its tokens hold a plain number, which would divide like `7`. */
export function keepFloatLiterals(): void {
  const prototype = Tokenizer.prototype as Tokenizer & { [PATCHED]?: true };
  if (prototype[PATCHED]) return;
  prototype[PATCHED] = true;
  prototype.readNumber = function readNumberWithPoint(this: Tokenizer) {
    const token = readNumber.call(this);
    if (token?.getText().includes(".")) (token as { content: unknown }).content = new LiquidFloat(token.content);
    return token;
  };
}
