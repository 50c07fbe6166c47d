import { currencyExponent } from "../money/currency-exponent";
import { roundToNice } from "../money/round-to-nice";
import { unitsPerTenDollars } from "../program/nice-unit";
import type { TierRules } from "../program/program";

type Ladder = TierRules["ladder"];

const STEPS = [
  { handle: "member", name: "Member", dollars: 0, multiplier: { num: 1, den: 1 } },
  { handle: "silver", name: "Silver", dollars: 200, multiplier: { num: 5, den: 4 } },
  { handle: "gold", name: "Gold", dollars: 700, multiplier: { num: 3, den: 2 } },
  { handle: "black", name: "Black", dollars: 2000, multiplier: { num: 2, den: 1 } },
] as const;
const GOLD_DOLLARS = 700;

/** A proposed ladder and where the shop's own best customers stand on it. */
export interface LadderProposal {
  ladder: Ladder;
  /** The tier a customer at the border of the top 10 % reaches; null without history. */
  topTenPercentTier: string | null;
  /** True when the shop's own spend moved the thresholds away from the currency's usual ones. */
  scaled: boolean;
}

/**
 * Member, Silver, Gold, Black at 0 / 200 / 700 / 2,000 dollars or rounded equivalents in the shop's currency. Where the border
 * of the shop's top 10 % lies below Silver or from Black up, the ladder is scaled so that the top 10 % reach Gold.
 * @param topTenPercentMinor yearly spend at that border, minor units of the shop's currency; null without history.
 */
export function proposeLadder(currency: string, topTenPercentMinor: number | null): LadderProposal {
  const unit = 10 ** currencyExponent(currency);
  const usual = ladderAt((dollars) => roundToNice((dollars / 10) * unitsPerTenDollars(currency)) * unit);
  if (topTenPercentMinor === null || topTenPercentMinor <= 0) return { ladder: usual, topTenPercentTier: null, scaled: false };
  const fits = topTenPercentMinor >= usual[1]!.thresholdMinor && topTenPercentMinor < usual[3]!.thresholdMinor;
  const ladder = fits ? usual : ladderAt((dollars) => share(topTenPercentMinor, dollars, unit));
  return { ladder, topTenPercentTier: reached(ladder, topTenPercentMinor), scaled: !fits };
}

function ladderAt(thresholdMinor: (dollars: number) => number): Ladder {
  const ladder = STEPS.map(({ handle, name, dollars, multiplier }) => ({ handle, name, thresholdMinor: thresholdMinor(dollars), multiplier: { ...multiplier } }));
  // Tiny figures may round to the same step: each tier stays above the one before.
  for (let i = 1; i < ladder.length; i++) ladder[i]!.thresholdMinor = Math.max(ladder[i]!.thresholdMinor, ladder[i - 1]!.thresholdMinor + 1);
  return ladder;
}

/** The dollar step in proportion to a Gold that the top 10 % reach: rounded to what people would choose, Gold never above the border. */
function share(topTenPercentMinor: number, dollars: number, unit: number): number {
  const units = Math.floor((topTenPercentMinor * dollars) / (GOLD_DOLLARS * unit));
  const nice = roundToNice(units);
  const capped = dollars === GOLD_DOLLARS && nice > units ? units : nice;
  return capped * unit;
}

function reached(ladder: Ladder, spendMinor: number): string {
  return ladder.reduce((best, tier) => (tier.thresholdMinor <= spendMinor ? tier : best), ladder[0]!).handle;
}
