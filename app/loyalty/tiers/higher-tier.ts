import type { TierRules } from "../program/program";

/** The higher of two tiers: what a member keeps when two customers are merged. A handle that is on no ladder counts as the lowest. */
export function higherTier(ladder: TierRules["ladder"], a: string, b: string): string {
  const rank = (handle: string) => ladder.findIndex((tier) => tier.handle === handle);
  return rank(b) > rank(a) ? b : a;
}
