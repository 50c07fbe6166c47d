import type { EarnRules, Fraction, Program } from "../program/program";
import { SHIPPING_LINE, TIP_LINE, type AwardBasis, type BasisLine, type Reason, type RuleName } from "./award-basis";
import { lineRates, tierMultiplierOf, type LinePricing } from "./line-rates";
import type { OrderFact, ProductFact } from "./order-fact";
import { exactRate } from "./order-rate";
import { eligibleAsBought, orderRefusal, type Circumstances } from "./order-refusal";

/** Everything an order is priced by. `program` is the version in force at the order's `processedAt`. */
export interface Evaluation extends Circumstances {
  program: Program;
  /** The tier held before the order; null without a member. */
  tier: { handle: string; multiplier: Fraction } | null;
  /** Products of the lines, by id; unknown ones match no rule about products. */
  products: ReadonlyMap<string, ProductFact>;
}

/**
 * Prices an order: which lines earn at which exact rate, and why. The result is stored once as the order's award basis;
 * what the order is worth follows from it and the facts (`orderWorth`). Says why for every rule, also when nothing is granted.
 */
export function evaluateOrder(evaluation: Evaluation): AwardBasis {
  const { fact, program, tier } = evaluation;
  const { earn } = program;
  const own = Object.hasOwn(earn.currencyRates, fact.presentmentCurrency) ? earn.currencyRates[fact.presentmentCurrency] : undefined;
  const rate = own ?? earn.rate;
  const counts = { tax: earn.counts.tax, shipping: earn.counts.shipping, tips: earn.counts.tips, redeemedValue: earn.counts.redeemedValue };
  const pricing: LinePricing = { rate, earn, tierMultiplier: tierMultiplierOf(tier), products: evaluation.products };
  const priced = lineRates(fact.lines, pricing);
  const earning = new Set(priced.lines.filter((line) => line.rate.num !== "0").map((line) => line.lineId));
  const eligibleMinor = earn.minimumOrderMinor === 0 ? 0 : eligibleAsBought(fact, counts, (lineId) => earning.has(lineId));
  const { refusal, reasons } = orderRefusal({ circumstances: evaluation, program, rate, eligibleMinor });
  return {
    v: 1,
    orderId: fact.orderId,
    programVersion: program.version,
    tier,
    money: own ? "presentment" : "shop",
    currency: own ? fact.presentmentCurrency : fact.currency,
    earnOn: earn.on,
    window: { days: program.returnWindow.days, from: program.returnWindow.from },
    counts,
    refusal,
    lines: [...priced.lines, ...extraLines(counts, rate, pricing.tierMultiplier)],
    reasons: [...reasons, ...rateReasons(evaluation, rate, own !== undefined), ...priced.reasons, ...countReasons(fact, earn)],
  };
}

/**
 * The basis with the lines an edit added, priced as the order was: same program version, same tier. Lines already there
 * are never touched; without new lines the very same basis comes back.
 * @throws RangeError when the program is not the version of the basis.
 */
export function appendBasisLines(basis: AwardBasis, evaluation: Pick<Evaluation, "fact" | "program" | "products">): AwardBasis {
  if (basis.refusal !== null) return basis;
  const known = new Set(basis.lines.map((line) => line.lineId));
  const added = evaluation.fact.lines.filter((line) => !known.has(line.lineId));
  if (added.length === 0) return basis;
  const { program, products } = evaluation;
  if (program.version !== basis.programVersion) {
    throw new RangeError(`program version ${program.version} for order ${basis.orderId}: expected version ${basis.programVersion} of its basis`);
  }
  const rate = basis.money === "presentment" ? program.earn.currencyRates[basis.currency] ?? program.earn.rate : program.earn.rate;
  const priced = lineRates(added, { rate, earn: program.earn, tierMultiplier: tierMultiplierOf(basis.tier), products });
  const edited = added.map((line): Reason => ({ rule: "edited_line", outcome: "matched", lineId: line.lineId, values: { effect: "counted" } }));
  const applied = priced.reasons.filter((reason) => reason.outcome === "matched");
  return { ...basis, lines: [...basis.lines, ...priced.lines], reasons: [...basis.reasons, ...edited, ...applied] };
}

function extraLines(counts: AwardBasis["counts"], rate: EarnRules["rate"], tierMultiplier: Fraction): BasisLine[] {
  const lines: BasisLine[] = [];
  if (counts.tips) lines.push({ lineId: TIP_LINE, rate: exactRate(rate, tierMultiplier) });
  if (counts.shipping) lines.push({ lineId: SHIPPING_LINE, rate: exactRate(rate, tierMultiplier) });
  return lines;
}

function rateReasons({ fact, tier, program }: Evaluation, rate: EarnRules["rate"], own: boolean): Reason[] {
  const currency = own ? fact.presentmentCurrency : fact.currency;
  const reasons: Reason[] = [
    { rule: "earn_on", outcome: "matched", values: { on: program.earn.on } },
    { rule: own ? "currency_rate" : "earn_rate", outcome: "matched", values: { points: rate.points, perMinor: rate.perMinor, currency } },
  ];
  if (tier) {
    const { num, den } = tier.multiplier;
    reasons.push({ rule: "tier_multiplier", outcome: num === den ? "skipped" : "matched", values: { tier: tier.handle, num, den } });
  }
  return reasons;
}

/** What beside the goods counts or not, told only where the order has any of it. */
function countReasons(fact: OrderFact, { counts }: EarnRules): Reason[] {
  const reasons: Reason[] = [];
  const tell = (rule: RuleName, counted: boolean, minor: number) => {
    if (minor > 0) reasons.push({ rule, outcome: counted ? "matched" : "skipped", values: { minor, currency: fact.currency, effect: counted ? "counted" : "not_counted" } });
  };
  tell("tax", counts.tax, fact.lines.reduce((sum, line) => sum + line.taxMinor, 0));
  tell("shipping", counts.shipping, fact.shippingMinor);
  tell("tips", counts.tips, fact.tipMinor);
  tell("redeemed_value", counts.redeemedValue, fact.redeemedValueMinor ?? 0);
  return reasons;
}
