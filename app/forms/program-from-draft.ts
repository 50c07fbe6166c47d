import { MOST_ACTIVITY_POINTS } from "~/loyalty/activities/activity";
import { currencyExponent } from "~/loyalty/money/currency-exponent";
import type { Program } from "~/loyalty/program/program";
import type { FieldErrors } from "./field-errors";
import { forEachActivity, type ProgramDraft, type RateDraft } from "./program-draft";
import { reduce, TextReader } from "./read-text";

const MAX_POINTS = 1_000_000_000;

/**
 * The program a draft means, or what is wrong with it by field. Used by the editor while it is typed in (preview,
 * inline errors) and by the server before it is judged by the rules of the domain.
 */
export function programFromDraft(draft: ProgramDraft, { currency, version }: { currency: string; version: number }):
  { ok: true; program: Program } | { ok: false; errors: FieldErrors } {
  const read = new TextReader();
  const program: Program = {
    version,
    pointName: { one: read.name("pointName.one", draft.pointName.one), other: read.name("pointName.other", draft.pointName.other) },
    earn: {
      on: draft.earnOn,
      rate: readRate(read, "rate", draft.rate, currency),
      currencyRates: readCurrencyRates(read, draft, currency),
      counts: draft.counts,
      minimumOrderMinor: read.minor("minimumOrder", draft.minimumOrder, currency),
      multipliers: draft.multipliers.map(({ multiplier, ...named }, index) =>
        ({ ...named, multiplier: read.fraction(`multipliers.${index}.multiplier`, multiplier) })),
    },
    activities: forEachActivity((kind) => ({
      on: draft.activities[kind].on, points: read.whole(`activities.${kind}.points`, draft.activities[kind].points, { min: 1, max: MOST_ACTIVITY_POINTS }),
    })),
    returnWindow: { days: read.whole("windowDays", draft.windowDays, { min: 0, max: 365 }), from: draft.windowFrom },
    expiry: {
      months: draft.expiryMonths.trim() === "" ? null : read.whole("expiryMonths", draft.expiryMonths, { min: 1, max: 120 }),
      graceDays: read.whole("expiryGraceDays", draft.expiryGraceDays, { min: 1, max: 365 }),
    },
    tiers: {
      ladder: readLadder(read, draft, currency),
      window: draft.qualify.kind === "rolling_days"
        ? { kind: "rolling_days", days: read.whole("qualify.days", draft.qualify.days, { min: 1, max: 3650 }) }
        : { kind: draft.qualify.kind },
      graceDays: read.whole("graceDays", draft.graceDays, { min: 0, max: 365 }),
    },
    enrollment: draft.enrollment,
    adjustmentCap: read.whole("adjustmentCap", draft.adjustmentCap, { min: 1, max: MAX_POINTS }),
    worth: {
      points: read.whole("worth.points", draft.worth.points, { min: 1, max: MAX_POINTS }),
      minor: read.minor("worth.money", draft.worth.money, currency, { positive: true }),
    },
  };
  return Object.keys(read.errors).length > 0 ? { ok: false, errors: read.errors } : { ok: true, program };
}

/** "0.5 points per 1 dollar" becomes 1 point per 200 cents: whole points per whole minor units, exactly. */
function readRate(read: TextReader, field: string, rate: RateDraft, currency: string) {
  const points = read.fraction(`${field}.points`, rate.points, { positive: true });
  const perMinor = read.minor(`${field}.per`, rate.per, currency, { positive: true });
  const { num, den } = exactRatio(points, perMinor);
  if (!Number.isSafeInteger(num) || !Number.isSafeInteger(den)) {
    return read.refuse(`${field}.per`, { code: "rateTooFine" }, { points: 1, perMinor: 10 ** currencyExponent(currency) });
  }
  return { points: num, perMinor: den };
}

/** Reduced only where the points are not whole: "3 per 100" stays as it was typed. */
function exactRatio(points: { num: number; den: number }, perMinor: number) {
  if (points.den === 1) return { num: points.num, den: perMinor };
  const product = perMinor * points.den;
  return Number.isSafeInteger(product) ? reduce(points.num, product) : { num: Number.NaN, den: Number.NaN };
}

function readCurrencyRates(read: TextReader, draft: ProgramDraft, currency: string): Program["earn"]["currencyRates"] {
  const rates = new Map<string, { points: number; perMinor: number }>();
  draft.currencyRates.forEach((rate, index) => {
    const field = `currencyRates.${index}`;
    const code = rate.currency.trim().toUpperCase();
    if (!/^[A-Z]{3}$/.test(code)) return read.refuse(`${field}.currency`, { code: "currency", values: { value: rate.currency || "–" } }, undefined);
    if (code === currency || rates.has(code)) return read.refuse(`${field}.currency`, { code: "currencyTwice", values: { value: code } }, undefined);
    rates.set(code, readRate(read, field, rate, code));
  });
  return Object.fromEntries(rates);
}

function readLadder(read: TextReader, draft: ProgramDraft, currency: string): Program["tiers"]["ladder"] {
  let previous = -1;
  const handles = new Set(draft.ladder.map((tier) => tier.handle).filter(Boolean));
  return draft.ladder.map((tier, index) => {
    const field = `ladder.${index}`;
    const thresholdMinor = index === 0 ? 0 : read.minor(`${field}.threshold`, tier.threshold, currency);
    if (thresholdMinor <= previous) read.refuse(`${field}.threshold`, { code: "ladderOrder" }, undefined);
    previous = Math.max(previous, thresholdMinor);
    const name = read.name(`${field}.name`, tier.name);
    return {
      handle: tier.handle || newHandle(name, handles), name, thresholdMinor,
      multiplier: read.fraction(`${field}.multiplier`, tier.multiplier, { positive: true }),
    };
  });
}

/** Handles become customer tags and never change with the name; a new tier gets one of its first name. */
function newHandle(name: string, taken: Set<string>): string {
  const slug = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 30) || "tier";
  let handle = slug;
  for (let n = 2; taken.has(handle); n += 1) handle = `${slug}-${n}`;
  taken.add(handle);
  return handle;
}
