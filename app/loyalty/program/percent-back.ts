import type { Program } from "./program";

/**
 * What a shopper gets back of what was spent, in hundredths of a percent (300 = 3.00 %), rounded down: earn rate x tier
 * multiplier x what a point is worth.
 */
export function percentBack(program: Pick<Program, "earn" | "worth">, multiplier = { num: 1, den: 1 }): number {
  const { rate } = program.earn;
  const num = BigInt(rate.points) * BigInt(multiplier.num) * BigInt(program.worth.minor) * 10_000n;
  const den = BigInt(rate.perMinor) * BigInt(multiplier.den) * BigInt(program.worth.points);
  return Number(num / den);
}
