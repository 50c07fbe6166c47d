import { ACTIVITIES, type ActivityKind } from "~/loyalty/activities/activity";
import { currencyExponent } from "~/loyalty/money/currency-exponent";
import { formatMinor } from "~/loyalty/money/format-minor";
import type { Fraction, Program } from "~/loyalty/program/program";

/**
 * A program as it stands in the editor: everything a person types is text, so that nothing typed is lost or rounded
 * before it is judged. `programFromDraft` makes the program (or one sentence a field) of it.
 */
export interface ProgramDraft {
  pointName: { one: string; other: string };
  rate: RateDraft;
  earnOn: Program["earn"]["on"];
  counts: Program["earn"]["counts"];
  minimumOrder: string;
  currencyRates: ({ currency: string } & RateDraft)[];
  multipliers: { scope: "product" | "collection" | "tag"; id: string; title: string; multiplier: string }[];
  activities: Record<ActivityKind, { on: boolean; points: string }>;
  windowDays: string;
  windowFrom: Program["returnWindow"]["from"];
  /** Empty = never. */
  expiryMonths: string;
  expiryGraceDays: string;
  ladder: { handle: string; name: string; threshold: string; multiplier: string }[];
  qualify: { kind: Program["tiers"]["window"]["kind"]; days: string };
  graceDays: string;
  enrollment: Program["enrollment"];
  adjustmentCap: string;
  worth: { points: string; money: string };
}
/** "`points` points for each `per` of the currency", both decimal texts. */
export interface RateDraft { points: string; per: string }

/** The editor's text of a stored program; amounts in major units of the shop's `currency`. */
export function programDraft(program: Program, currency: string): ProgramDraft {
  const { earn, tiers } = program;
  return {
    pointName: { ...program.pointName },
    rate: rateDraft(earn.rate, currency),
    earnOn: earn.on,
    counts: { ...earn.counts },
    minimumOrder: plainMoney(earn.minimumOrderMinor, currency),
    currencyRates: Object.entries(earn.currencyRates).map(([code, rate]) => ({ currency: code, ...rateDraft(rate, code) })),
    multipliers: earn.multipliers.map(({ multiplier, ...named }) => ({ ...named, multiplier: fractionText(multiplier) })),
    activities: forEachActivity((kind) => ({ on: program.activities[kind].on, points: String(program.activities[kind].points) })),
    windowDays: String(program.returnWindow.days),
    windowFrom: program.returnWindow.from,
    expiryMonths: program.expiry.months === null ? "" : String(program.expiry.months),
    expiryGraceDays: String(program.expiry.graceDays),
    ladder: tiers.ladder.map((tier) => ({
      handle: tier.handle, name: tier.name, threshold: plainMoney(tier.thresholdMinor, currency), multiplier: fractionText(tier.multiplier),
    })),
    qualify: { kind: tiers.window.kind, days: tiers.window.kind === "rolling_days" ? String(tiers.window.days) : "365" },
    graceDays: String(tiers.graceDays),
    enrollment: { mode: program.enrollment.mode, excludeTags: [...program.enrollment.excludeTags] },
    adjustmentCap: String(program.adjustmentCap),
    worth: { points: String(program.worth.points), money: plainMoney(program.worth.minor, currency) },
  };
}

/** Something for each way to earn, in their order. */
export const forEachActivity = <T>(of: (kind: ActivityKind) => T) => Object.fromEntries(ACTIVITIES.map((kind) => [kind, of(kind)])) as Record<ActivityKind, T>;

/** 1 point per 100 cents reads "1" per "1"; 1 point per 200 cents "1" per "2"; 3 points per 100 yen "3" per "100". */
function rateDraft({ points, perMinor }: { points: number; perMinor: number }, currency: string): RateDraft {
  return { points: String(points), per: plainMoney(perMinor, currency) };
}

/** Minor units without decimals that say nothing: "200", "19.90", "0". */
export function plainMoney(minor: number, currency: string): string {
  const text = formatMinor(minor, currency);
  return minor % 10 ** currencyExponent(currency) === 0 ? text.split(".")[0]! : text;
}

/** A fraction as decimal text where it ends within six digits ("1.25"), else as it is ("1/3"). */
export function fractionText({ num, den }: Fraction): string {
  const millionths = BigInt(num) * 1_000_000n;
  if (millionths % BigInt(den) !== 0n) return `${num}/${den}`;
  const digits = (millionths / BigInt(den)).toString().padStart(7, "0");
  const decimals = digits.slice(-6).replace(/0+$/, "");
  return digits.slice(0, -6) + (decimals ? `.${decimals}` : "");
}
