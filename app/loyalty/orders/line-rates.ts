import type { EarnRules, Fraction } from "../program/program";
import type { BasisLine, Reason, RuleName } from "./award-basis";
import type { LineFact, ProductFact } from "./order-fact";
import { exactRate, multiplierIndex, NO_RATE, ONE, stronger } from "./order-rate";

type Multiplier = EarnRules["multipliers"][number];

/** What prices a line: the base rate, the rules, the multiplier of the tier, and the products as known. */
export interface LinePricing {
  rate: EarnRules["rate"];
  earn: EarnRules;
  tierMultiplier: Fraction;
  products: ReadonlyMap<string, ProductFact>;
}

/** Line rules a merchant may switch off, in the order they are tested. */
const EXCLUSIONS: { rule: RuleName; inForce: (counts: EarnRules["counts"]) => boolean; hits: (line: LineFact, product: ProductFact | undefined) => boolean; unknown?: (line: LineFact) => boolean }[] = [
  { rule: "gift_card", inForce: (counts) => !counts.giftCards, hits: (line, product) => line.giftCard || product?.giftCard === true },
  { rule: "on_sale", inForce: (counts) => !counts.onSale, hits: (line) => line.onSale === true, unknown: isUnread },
  { rule: "subscription_first", inForce: (counts) => !counts.subscriptionFirst, hits: (line) => line.subscription === "first", unknown: (line) => line.subscription === null && isUnread(line) },
  { rule: "subscription_renewal", inForce: (counts) => !counts.subscriptionRenewal, hits: (line) => line.subscription === "renewal" },
];

/** Only a reading of the order tells of a variant what it cost before and what it begins. */
function isUnread({ variantId, onSale }: LineFact): boolean {
  return variantId !== null && onSale === null;
}

/**
 * The exact rate of each line. Each rule that applied to a line, or could not be tested on it, gives a reason with the line; a rule
 * in force that concerned no line gives one reason for the order.
 */
export function lineRates(lines: readonly LineFact[], pricing: LinePricing): { lines: BasisLine[]; reasons: Reason[] } {
  const reasons: Reason[] = [];
  const told = new Set<RuleName>();
  const plain = exactRate(pricing.rate, pricing.tierMultiplier);
  const rated = lines.map((line): BasisLine => {
    const product = line.productId === null ? undefined : pricing.products.get(line.productId);
    const exclusion = EXCLUSIONS.find(({ inForce, hits }) => inForce(pricing.earn.counts) && hits(line, product));
    if (exclusion) {
      told.add(exclusion.rule);
      reasons.push({ rule: exclusion.rule, outcome: "matched", lineId: line.lineId, values: { effect: "excluded" } });
      return { lineId: line.lineId, rate: NO_RATE };
    }
    for (const { rule } of EXCLUSIONS.filter(({ inForce, unknown }) => inForce(pricing.earn.counts) && unknown?.(line))) {
      told.add(rule);
      reasons.push({ rule, outcome: "matched", lineId: line.lineId, values: { effect: "unknown" } });
    }
    const multiplier = multiplierOf(line, product, pricing.earn.multipliers);
    if (!multiplier) return { lineId: line.lineId, rate: plain };
    const rule = `${multiplier.scope}_multiplier` as const;
    told.add(rule);
    reasons.push({ rule, outcome: "matched", lineId: line.lineId, values: multiplierValues(multiplier) });
    const rate = multiplier.multiplier.num === 0 ? NO_RATE : exactRate(pricing.rate, multiplier.multiplier, pricing.tierMultiplier);
    return { lineId: line.lineId, rate };
  });
  return { lines: rated, reasons: [...reasons, ...skipped(pricing.earn, told)] };
}

/** Of several that match: product before collection before tag; among equals the exclusion, then the highest. */
function multiplierOf(line: LineFact, product: ProductFact | undefined, multipliers: Multiplier[]): Multiplier | undefined {
  if (multipliers.length === 0 || line.productId === null) return undefined;
  const index = multiplierIndex(multipliers);
  return index.product.get(line.productId)
    ?? strongestOf(index.collection, product?.collectionIds ?? [])
    ?? strongestOf(index.tag, (product?.tags ?? []).map((tag) => tag.toLowerCase()));
}

function strongestOf(index: Map<string, Multiplier>, ids: readonly string[]): Multiplier | undefined {
  let best: Multiplier | undefined;
  if (index.size === 0) return best;
  for (const id of ids) {
    const found = index.get(id);
    if (found) best = best ? stronger(best, found) : found;
  }
  return best;
}

function multiplierValues({ id, title, multiplier }: Multiplier): Reason["values"] {
  return { effect: multiplier.num === 0 ? "excluded" : "multiplied", id, title, num: multiplier.num, den: multiplier.den };
}

function skipped(earn: EarnRules, told: ReadonlySet<RuleName>): Reason[] {
  const reasons: Reason[] = [];
  for (const { rule, inForce } of EXCLUSIONS) {
    if (inForce(earn.counts) && !told.has(rule)) reasons.push({ rule, outcome: "skipped", values: {} });
  }
  if (earn.multipliers.length === 0) return reasons;
  const index = multiplierIndex(earn.multipliers);
  for (const scope of ["product", "collection", "tag"] as const) {
    const rule = `${scope}_multiplier` as const;
    if (index[scope].size > 0 && !told.has(rule)) reasons.push({ rule, outcome: "skipped", values: { tested: index[scope].size } });
  }
  return reasons;
}

/** A program without a tier above the first multiplies by one. */
export const tierMultiplierOf = (tier: { multiplier: Fraction } | null): Fraction => tier?.multiplier ?? ONE;
