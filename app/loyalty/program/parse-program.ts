import { z } from "zod";
import { ACTIVITIES, MOST_ACTIVITY_POINTS, NO_ACTIVITIES, type ActivityKind } from "../activities/activity";
import { currencyExponent } from "../money/currency-exponent";
import type { Program } from "./program";

/** Largest points, minor units and multiplier parts a program may name: far above any use, far below 2^53. */
const MOST = 1_000_000_000;

/** A mistake in a program: where (`earn.rate.points`) and a sentence that says value and expectation. */
export interface ProgramMistake { path: string; message: string }

/** Parses stored or submitted settings. All mistakes are told, not the first alone. */
export function parseProgram(settings: unknown): { program: Program } | { mistakes: ProgramMistake[] } {
  const result = schema.safeParse(settings);
  if (result.success) return { program: result.data };
  return { mistakes: result.error.issues.map((issue) => ({ path: pathOf(issue.path), message: sentence(issue, settings) })) };
}

/** Half a character: PostgreSQL and Shopify refuse it, so it is refused here. */
const LONE_SURROGATE = /\p{Cs}/u;

const whole = (what: string, from = 0, to = MOST) => {
  const expected = `expected a whole number of ${what} from ${from} to ${to}`;
  return z.number({ error: expected }).refine((value) => Number.isSafeInteger(value) && value >= from && value <= to, { error: expected });
};
const choice = <T extends string>(...values: [T, T, ...T[]]) => z.enum(values, { error: `expected ${values.map((value) => `"${value}"`).join(" or ")}` });
const text = (what: string, most = 60) => {
  const expected = `expected ${what} of 1 to ${most} characters`;
  return z.string({ error: expected }).trim().refine((value) => value.length > 0 && value.length <= most && !LONE_SURROGATE.test(value), { error: expected });
};
const yesNo = z.boolean({ error: "expected true or false" });

const fraction = z.strictObject({ num: whole("parts", 0, 10_000), den: whole("parts, not zero,", 1, 10_000) });
const rate = z.strictObject({ points: whole("points"), perMinor: whole("minor units", 1) });
const handle = z.string({ error: "expected a handle" }).regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: "expected lower-case letters, digits and dashes, such as gold" });
const currency = z.string().refine((code) => /^[A-Z]{3}$/.test(code) && currencyExponent(code) >= 0, { error: "expected a three-letter ISO 4217 code such as USD" });

const counts = z.strictObject({
  tax: yesNo, shipping: yesNo, tips: yesNo, giftCards: yesNo, redeemedValue: yesNo,
  onSale: yesNo, discountCodeOrders: yesNo, subscriptionFirst: yesNo, subscriptionRenewal: yesNo, pos: yesNo, draft: yesNo,
});
const multiplier = z.strictObject({ scope: choice("product", "collection", "tag"), id: text("an id or tag", 255), title: text("a title", 255), multiplier: fraction });
const earn = z.strictObject({
  on: choice("paid", "fulfilled"),
  rate,
  currencyRates: z.record(currency, rate),
  counts,
  minimumOrderMinor: whole("minor units"),
  multipliers: z.array(multiplier).max(1000, { error: "expected at most 1000 multipliers" }).superRefine((all, check) => {
    for (const index of repeats(all.map((one) => `${one.scope} ${one.id.toLowerCase()}`))) {
      check.addIssue({ code: "custom", path: [index, "id"], message: `expected one multiplier for each ${all[index]!.scope}` });
    }
  }),
});
const tier = z.strictObject({ handle, name: text("a name"), thresholdMinor: whole("minor units"), multiplier: fraction });
const tiers = z.strictObject({
  ladder: z.array(tier).min(1, { error: "expected at least one tier" }).max(20, { error: "expected at most 20 tiers" }).superRefine((ladder, check) => {
    const wrong = (index: number, field: string, message: string) => check.addIssue({ code: "custom", path: [index, field], message });
    for (const index of repeats(ladder.map((one) => one.handle))) wrong(index, "handle", "expected each handle once");
    if (ladder[0] && ladder[0].thresholdMinor !== 0) wrong(0, "thresholdMinor", "expected 0 for the first tier");
    ladder.forEach((one, index) => {
      const before = ladder[index - 1];
      if (before && one.thresholdMinor <= before.thresholdMinor) wrong(index, "thresholdMinor", `expected more than the ${before.thresholdMinor} of ${before.name}`);
      if (one.multiplier.num === 0) wrong(index, "multiplier", "expected a multiplier above 0");
    });
  }),
  window: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("rolling_days"), days: whole("days", 1, 3660) }),
    z.strictObject({ kind: z.literal("calendar_year") }),
    z.strictObject({ kind: z.literal("lifetime") }),
  ], { error: 'expected "rolling_days", "calendar_year" or "lifetime"' }),
  graceDays: whole("days", 0, 3660),
});
const activity = z.strictObject({ on: yesNo, points: whole("points", 1, MOST_ACTIVITY_POINTS) });
/** One that a stored program does not name yet is off. */
const activityOf = (kind: ActivityKind) => activity.default({ ...NO_ACTIVITIES[kind] });
const activities = z.strictObject(Object.fromEntries(ACTIVITIES.map((kind) => [kind, activityOf(kind)])) as Record<ActivityKind, ReturnType<typeof activityOf>>);
const schema = z.strictObject({
  version: whole("versions", 1),
  pointName: z.strictObject({ one: text("a name"), other: text("a name") }),
  earn,
  activities: activities.default({ ...NO_ACTIVITIES }),
  returnWindow: z.strictObject({ days: whole("days", 0, 365), from: choice("paid", "fulfilled") }),
  tiers,
  enrollment: z.strictObject({ mode: choice("automatic", "opt_in"), excludeTags: z.array(text("a tag", 255)).max(100, { error: "expected at most 100 tags" }) }),
  // Programs stored before points could expire say nothing: theirs do not.
  expiry: z.strictObject({ months: whole("months", 1, 120).nullable(), graceDays: whole("days", 1, 365) }).default({ months: null, graceDays: 30 }),
  adjustmentCap: whole("points", 1),
  worth: z.strictObject({ points: whole("points", 1), minor: whole("minor units") }),
});

/** Indexes of values that stood before. */
function repeats(values: string[]): number[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => (seen.has(value) ? [index] : (seen.add(value), [])));
}

function sentence(issue: z.core.$ZodIssue, settings: unknown): string {
  const place = pathOf(issue.path) || "program";
  if (issue.code === "unrecognized_keys") return `${place} has ${issue.keys.map((key) => JSON.stringify(key)).join(", ")}: expected only the settings of a program`;
  if (issue.code === "invalid_key") return `${place}: ${issue.issues[0]?.message ?? "expected another name"}`;
  const expected = issue.message.startsWith("expected") ? issue.message : "expected a setting of a program";
  return `${place} ${shown(valueAt(settings, issue.path))}: ${expected}`;
}

function pathOf(path: PropertyKey[]): string {
  return path.map(String).join(".");
}

function valueAt(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (typeof at === "object" && at !== null && Object.hasOwn(at, key) ? (at as Record<PropertyKey, unknown>)[key] : undefined), value);
}

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "number") return String(value);
  return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
