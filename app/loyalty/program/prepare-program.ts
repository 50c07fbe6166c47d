import { memberCard } from "../members/card";
import { currencyExponent } from "../money/currency-exponent";
import type { Fraction } from "./program";
import { storefrontStyle } from "./storefront-style";

/** The parts of the program's card that the prepared ones follow from. */
export interface PrepareInput {
  rate: { points: number; perMinor: number; currency: string };
  products: Record<string, Fraction>;
  collections: Record<string, Fraction>;
  productTags: Record<string, Fraction>;
  tiers: readonly { handle: string; name: string; thresholdMinor: number; num: number; den: number }[];
  color: string | null;
  radius: number | null;
}

/** Structurally the PreparedProgram of the wire: what Liquid would else work out again for every block of every page. */
export function prepareProgram({ rate, products, collections, productTags, tiers, color, radius }: PrepareInput) {
  const rules = [products, collections, productTags].flatMap((scope) => Object.values(scope));
  const unit = 10 ** currencyExponent(rate.currency);
  return {
    earns: Object.fromEntries(tiers.map(({ handle, num, den }) => [handle, perLiquidPrice({ num, den }, rate, unit)])),
    plain: rules.length === 0, bonus: rules.some(({ num, den }) => num > den), unit, style: storefrontStyle(color, radius), newcomer: newcomer(tiers, rate.currency),
  };
}

/** Liquid holds prices in minor units, and yen with two zeros appended. */
function perLiquidPrice(tier: Fraction, rate: PrepareInput["rate"], unit: number): Fraction {
  const num = rate.points * tier.num;
  const den = rate.perMinor * tier.den * (unit === 1 ? 100 : 1);
  const common = greatestCommonDivisor(num, den) || 1;
  return { num: num / common, den: den / common };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function newcomer(tiers: PrepareInput["tiers"], currency: string) {
  const ladder = tiers.map(({ handle, name, thresholdMinor, num, den }) => ({ handle, name, thresholdMinor, multiplier: { num, den } }));
  const start = "1970-01-01T00:00:00.000Z";
  return memberCard({
    version: 0, state: "member", wallet: { memberId: 0n, pending: 0n, available: 0n, held: 0n, debt: 0n }, lots: [], ladder, tier: { handle: ladder[0]?.handle ?? "", since: start },
    spentMinor: 0, currency, rewards: [], activity: [], consented: false, zone: "UTC", now: start,
  });
}
