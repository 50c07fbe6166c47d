import type { EarnRules, Fraction } from "../program/program";
import type { ExactRate } from "./award-basis";

type Multiplier = EarnRules["multipliers"][number];
type Scope = Multiplier["scope"];

/** Per scope and id the multiplier that wins among equals: an exclusion, else the highest. */
export type MultiplierIndex = Record<Scope, Map<string, Multiplier>>;

const indexes = new WeakMap<Multiplier[], MultiplierIndex>();

/** The multipliers of a program version by what they name; computed once for each version held in memory. */
export function multiplierIndex(multipliers: Multiplier[]): MultiplierIndex {
  const known = indexes.get(multipliers);
  if (known) return known;
  const index: MultiplierIndex = { product: new Map(), collection: new Map(), tag: new Map() };
  for (const multiplier of multipliers) {
    const id = multiplier.scope === "tag" ? multiplier.id.toLowerCase() : multiplier.id;
    const rival = index[multiplier.scope].get(id);
    index[multiplier.scope].set(id, rival ? stronger(rival, multiplier) : multiplier);
  }
  indexes.set(multipliers, index);
  return index;
}

/** Of two multipliers of one scope: an exclusion wins, else the higher, else the first. */
export function stronger(a: Multiplier, b: Multiplier): Multiplier {
  if (a.multiplier.num === 0 || b.multiplier.num === 0) return a.multiplier.num === 0 ? a : b;
  return BigInt(b.multiplier.num) * BigInt(a.multiplier.den) > BigInt(a.multiplier.num) * BigInt(b.multiplier.den) ? b : a;
}

/** Points per minor unit: base rate x multipliers, reduced, as whole-number texts. */
export function exactRate(rate: { points: number; perMinor: number }, ...multipliers: Fraction[]): ExactRate {
  let num = BigInt(rate.points);
  let den = BigInt(rate.perMinor);
  for (const multiplier of multipliers) {
    num *= BigInt(multiplier.num);
    den *= BigInt(multiplier.den);
  }
  const divisor = greatestCommonDivisor(num, den);
  return { num: String(num / divisor), den: String(den / divisor) };
}

export const NO_RATE: ExactRate = { num: "0", den: "1" };
export const ONE: Fraction = { num: 1, den: 1 };

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}
