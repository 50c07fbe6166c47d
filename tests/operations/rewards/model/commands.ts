import fc from "fast-check";
import type { RewardState } from "~/loyalty/rewards/reward";
import { EPISODES } from "./episodes";
import { FIRST_TERMS, type Terms } from "./terms";

/** What the merchant changes: terms as they are, the end in days from now. */
export type Edit = Partial<Omit<Terms, "endsAt">> & { endsInDays?: number | null };

/** What can happen to two members' codes. `redemption` and `order` pick from what exists (modulo). */
export type Command = { hours: number } & (
  | { do: "fund"; who: number; points: number; days: number | null }
  | { do: "spend"; who: number; share: number }
  /** `stale`: at the price before the last change. */
  | { do: "redeem"; who: number; kind: number; stale?: boolean }
  | { do: "redeem_again" | "cancel" | "gone"; redemption: number }
  | { do: "use"; redemption: number; other: boolean; told: "now" | "twice" | "later" }
  | { do: "use_second"; redemption: number; told: "now" | "later" }
  | { do: "refund"; order: number; minor: number; told: "now" | "later" }
  | { do: "undo"; order: number; how: "cancel" | "delete"; told: "now" | "later" }
  | { do: "stock"; codes: number }
  | { do: "edit"; kind: number; set: Edit }
  | { do: "state"; kind: number; state: RewardState }
  /** The merchant deletes the discounts of a reward; somebody uses a code that was handed out to nobody. */
  | { do: "lose" | "leak"; kind: number }
  | { do: "issue" | "flush" | "read" | "resolve" | "expire_codes" | "expire_points" }
  | { do: "merge" }
  /** The customer asked to be forgotten. */
  | { do: "forget"; who: number }
);

export const GRACE_DAYS = 30;
export const GOODS_MINOR = 5000;

const pick = fc.nat(7);
const who = fc.constantFrom(0, 0, 0, 1);
const kind = fc.nat(FIRST_TERMS.length - 1);
const hours = fc.oneof({ weight: 5, arbitrary: fc.nat(12) }, { weight: 1, arbitrary: fc.constantFrom(24 * 5, 24 * 21) });
const told = fc.constantFrom("now" as const, "now" as const, "later" as const);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ points: fc.constantFrom(30, 60, 100) }), fc.record({ minor: fc.constantFrom(400, 500, 600) }), fc.record({ lapses: fc.boolean() }), fc.record({ validityDays: fc.constantFrom(3, 20) }),
  fc.record({ stock: fc.constantFrom(null, 0, 1, 5), total: fc.constantFrom(null, 2, 6) }), fc.record({ each: fc.constantFrom(null, { count: 1, days: null }, { count: 2, days: 6 }) }), fc.record({ endsInDays: fc.constantFrom(null, 2) }),
);

const ROWS: [number, Record<string, fc.Arbitrary<unknown>>][] = [
  [4, { do: fc.constant("fund"), who, points: fc.integer({ min: 30, max: 260 }), days: fc.constantFrom(null, 6, 10, 25) }],
  [2, { do: fc.constant("spend"), who, share: fc.integer({ min: 1, max: 4 }) }],
  [9, { do: fc.constant("redeem"), who, kind, stale: fc.constantFrom(false, false, false, true) }],
  [1, { do: fc.constant("redeem_again"), redemption: pick }],
  [4, { do: fc.constant("cancel"), redemption: pick }],
  [4, { do: fc.constant("gone"), redemption: pick }],
  [7, { do: fc.constant("use"), redemption: pick, other: fc.boolean(), told: fc.constantFrom("now", "now", "twice", "later") }],
  [2, { do: fc.constant("use_second"), redemption: pick, told }],
  [4, { do: fc.constant("refund"), order: pick, minor: fc.constantFrom(777, 1250, 2600, 5000), told }],
  [2, { do: fc.constant("undo"), order: pick, how: fc.constantFrom("cancel", "delete"), told }],
  [2, { do: fc.constant("stock"), codes: fc.integer({ min: 1, max: 3 }) }],
  [2, { do: fc.constant("edit"), kind, set: edit }],
  [1, { do: fc.constant("state"), kind, state: fc.constantFrom("active", "active", "paused", "paused", "ended") }],
  [1, { do: fc.constantFrom("lose", "leak"), kind }],
  [6, { do: fc.constantFrom("issue", "flush", "read", "resolve", "resolve", "expire_codes", "expire_points") }],
  [1, { do: fc.constant("merge") }],
  [1, { do: fc.constant("forget"), who }],
];

/** Every run begins with funds and codes. */
export const BEGIN: readonly Command[] = [{ do: "fund", who: 0, points: 330, days: 8, hours: 0 }, { do: "stock", codes: 2, hours: 0 }];

/** A run of any length: single commands, and now and then an episode. */
export function runs(most = 14): fc.Arbitrary<Command[]> {
  const single = fc.oneof(...ROWS.map(([weight, fields]) => ({ weight, arbitrary: fc.record({ ...fields, hours }) as unknown as fc.Arbitrary<Command> }))).map((one) => [one]);
  const episode = fc.oneof({ weight: 30, arbitrary: single }, ...Object.values(EPISODES).map((arbitrary) => ({ weight: 1, arbitrary })));
  return fc.noBias(fc.array(episode, { minLength: 1, maxLength: most, size: "max" })).map((more) => [...BEGIN, ...more.flat()]);
}
