import { z } from "zod";
import { MOST_STEPS, MOST_TITLE, type Reward } from "./reward";

const MOST = 1_000_000_000;
/** Native discounts of Shopify name at most a hundred products or collections. */
export const MOST_GOODS = 100;

/** A mistake in a reward: where (`value.minor`) and a sentence that says value and expectation. */
export interface RewardMistake { path: string; message: string }

/** Parses stored or submitted terms. All mistakes are told, not the first alone. */
export function parseReward(terms: unknown): { reward: Reward } | { mistakes: RewardMistake[] } {
  const result = schema.safeParse(terms);
  if (result.success) return { reward: result.data };
  return { mistakes: result.error.issues.map((issue) => ({ path: issue.path.map(String).join("."), message: sentence(issue, terms) })) };
}

const whole = (what: string, from = 0, to = MOST) => {
  const expected = `expected a whole number of ${what} from ${from} to ${to}`;
  return z.number({ error: expected }).refine((value) => Number.isSafeInteger(value) && value >= from && value <= to, { error: expected });
};
const text = (what: string, most: number) => {
  const expected = `expected ${what} of 1 to ${most} characters`;
  return z.string({ error: expected }).trim().refine((value) => value.length > 0 && value.length <= most && !/\p{Cs}/u.test(value), { error: expected });
};
const id = z.string({ error: "expected Shopify's number" }).regex(/^\d{1,20}$/, { error: "expected Shopify's number" });
const yesNo = z.boolean({ error: "expected true or false" });
const moment = z.string({ error: "expected a time" }).refine((value) => /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)), { error: "expected a time such as 2026-12-01T00:00:00.000Z" }).transform((value) => new Date(value).toISOString());
const percent = whole("percent", 1, 100);
const minor = whole("minor units", 1);

const goods = z.strictObject({
  of: z.enum(["products", "collections"], { error: 'expected "products" or "collections"' }),
  items: z.array(z.strictObject({ id, title: z.string().max(255) })).min(1, { error: "expected at least one product or collection" }).max(MOST_GOODS, { error: `expected at most ${MOST_GOODS} products or collections` }),
});
const value = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("amount_off"), minor }),
  z.strictObject({ kind: z.literal("percentage_off"), percent }),
  z.strictObject({ kind: z.literal("free_shipping"), maximumMinor: minor.nullable() }),
  z.strictObject({ kind: z.literal("product_discount"), off: z.union([z.strictObject({ minor }), z.strictObject({ percent })], { error: "expected an amount or a percentage" }), goods }),
  z.strictObject({ kind: z.literal("free_product"), productId: id, variantId: id, productTitle: z.string().max(255), minor }),
], { error: "expected a kind of reward" });
const price = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("fixed"), points: whole("points", 1) }),
  z.strictObject({ kind: z.literal("slider"), stepPoints: whole("points", 1), steps: whole("steps", 2, MOST_STEPS) }),
], { error: "expected a fixed price or steps" });

const schema = z.strictObject({
  title: text("a title", MOST_TITLE),
  value,
  price,
  minimumSpendMinor: whole("minor units"),
  combinesWith: z.strictObject({ order: yesNo, product: yesNo, shipping: yesNo }),
  tiers: z.array(text("a tier", 40)).max(20, { error: "expected at most 20 tiers" }),
  memberLimit: z.strictObject({ count: whole("times", 1, 10_000), days: whole("days", 1, 3660).nullable() }).nullable(),
  totalLimit: whole("redemptions", 1).nullable(),
  validityDays: whole("days", 1, 3660),
  onExpiry: z.enum(["return", "lapse"], { error: 'expected "return" or "lapse"' }),
  startsAt: moment.nullable(),
  endsAt: moment.nullable(),
}).superRefine((reward, check) => {
  const wrong = (path: PropertyKey[], message: string) => check.addIssue({ code: "custom", path, message });
  if (reward.price.kind === "slider" && !isAmount(reward.value)) wrong(["price", "kind"], "expected a fixed price: steps are for amounts");
  if (reward.startsAt !== null && reward.endsAt !== null && reward.endsAt <= reward.startsAt) wrong(["endsAt"], "expected an end after the start");
});

function isAmount(given: z.infer<typeof value>): boolean {
  return given.kind === "amount_off" || (given.kind === "product_discount" && "minor" in given.off);
}

function sentence(issue: z.core.$ZodIssue, terms: unknown): string {
  const place = issue.path.map(String).join(".") || "reward";
  if (issue.code === "unrecognized_keys") return `${place} has ${issue.keys.map((key) => JSON.stringify(key)).join(", ")}: expected only the terms of a reward`;
  const expected = issue.message.startsWith("expected") ? issue.message : "expected a term of a reward";
  const found = issue.path.reduce<unknown>((at, key) => (typeof at === "object" && at !== null && Object.hasOwn(at, key) ? (at as Record<PropertyKey, unknown>)[key] : undefined), terms);
  return `${place} ${found === undefined ? "missing" : (JSON.stringify(found) ?? String(found)).slice(0, 80)}: ${expected}`;
}
