/** Whole points. Never a float: a number that is not a safe integer cannot become points. */
declare const pointsBrand: unique symbol;
export type Points = bigint & { readonly [pointsBrand]?: true };

/** @throws RangeError naming the value when it is not a whole number. */
export function points(value: bigint | number | string): Points {
  if (typeof value === "bigint") return value;
  if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === "string" && /^-?\d{1,18}$/.test(value)) return BigInt(value);
  throw new RangeError(`points ${String(value)}: expected a whole number`);
}
