import type { Minor } from "../world/types";

const SCALE = 100_000_000n;

/** Tax of an amount, rounded half up: on top of it, or the part contained in it. `rate` 0.08875 has up to eight decimals. */
export function taxOf(amountMinor: Minor, tax: { rate: number; included: boolean }): Minor {
  const rate = BigInt(tax.rate.toFixed(8).replace(".", ""));
  const divisor = tax.included ? SCALE + rate : SCALE;
  return Number((BigInt(amountMinor) * rate * 2n + divisor) / (divisor * 2n));
}
