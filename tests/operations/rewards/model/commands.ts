import fc from "fast-check";

/** What can happen to two members' codes. `redemption` and `order` pick from what exists (modulo). */
export type Command = { hours: number } & (
  | { do: "fund"; who: number; points: number; days: number | null }
  | { do: "spend"; who: number; share: number }
  | { do: "redeem"; who: number; kind: number }
  | { do: "redeem_again" | "cancel" | "gone"; redemption: number }
  | { do: "use"; redemption: number; other: boolean; told: "now" | "twice" | "later" }
  | { do: "use_second"; redemption: number; told: "now" | "later" }
  | { do: "refund"; order: number; minor: number; told: "now" | "later" }
  | { do: "undo"; order: number; how: "cancel" | "delete"; told: "now" | "later" }
  | { do: "stock"; codes: number }
  | { do: "issue" | "flush" | "read" | "resolve" | "expire_codes" | "expire_points" }
  | { do: "merge" }
);

/** Points each of the two rewards costs; points of the second end with its code. */
export const PRICES = [100, 70] as const;
export const VALIDITY_DAYS = 20;
export const GRACE_DAYS = 30;
export const GOODS_MINOR = 5000;

const pick = fc.nat(7);
const who = fc.constantFrom(0, 0, 0, 1);
const hours = fc.oneof({ weight: 5, arbitrary: fc.nat(12) }, { weight: 1, arbitrary: fc.constantFrom(24 * 5, 24 * 21) });
const told = fc.constantFrom("now" as const, "now" as const, "later" as const);
const rows: [number, Record<string, fc.Arbitrary<unknown>>][] = [
  [4, { do: fc.constant("fund"), who, points: fc.integer({ min: 30, max: 260 }), days: fc.constantFrom(null, 6, 10, 25) }],
  [2, { do: fc.constant("spend"), who, share: fc.integer({ min: 1, max: 4 }) }],
  [9, { do: fc.constant("redeem"), who, kind: fc.nat(1) }],
  [1, { do: fc.constant("redeem_again"), redemption: pick }],
  [4, { do: fc.constant("cancel"), redemption: pick }],
  [4, { do: fc.constant("gone"), redemption: pick }],
  [7, { do: fc.constant("use"), redemption: pick, other: fc.boolean(), told: fc.constantFrom("now", "now", "twice", "later") }],
  [2, { do: fc.constant("use_second"), redemption: pick, told }],
  [4, { do: fc.constant("refund"), order: pick, minor: fc.constantFrom(777, 1250, 2600, 5000), told }],
  [2, { do: fc.constant("undo"), order: pick, how: fc.constantFrom("cancel", "delete"), told }],
  [2, { do: fc.constant("stock"), codes: fc.integer({ min: 1, max: 3 }) }],
  [6, { do: fc.constantFrom("issue", "flush", "read", "resolve", "resolve", "expire_codes", "expire_points") }],
  [1, { do: fc.constant("merge") }],
];

/** Redeemed, given back, the points spent elsewhere, the code used after all: the way into debt, which chance seldom walks. */
const lateUse = fc.tuple(told, fc.constantFrom(1, 2, 4)).map(([when, share]): Command[] => [
  { do: "fund", who: 0, points: 120, days: 6, hours: 1 }, { do: "stock", codes: 1, hours: 0 }, { do: "issue", hours: 0 }, { do: "redeem", who: 0, kind: 0, hours: 0 }, { do: "cancel", redemption: -1, hours: 1 },
  { do: "gone", redemption: -1, hours: 1 }, { do: "read", hours: 1 }, { do: "resolve", hours: 0 }, { do: "spend", who: 0, share, hours: 1 }, { do: "use", redemption: -1, other: false, told: when, hours: 1 },
  { do: "refund", order: -1, minor: 2600, told: "now", hours: 24 * 8 }, { do: "fund", who: 0, points: 30, days: null, hours: 1 },
]);
/** A code outlives the points it was taken with: what comes back is over by then. */
const comesBackOver = fc.constantFrom("cancel" as const, "expire" as const).map((how): Command[] => [
  { do: "stock", codes: 1, hours: 0 }, { do: "issue", hours: 0 }, { do: "fund", who: 0, points: 110, days: 6, hours: 0 }, { do: "redeem", who: 0, kind: 0, hours: 0 }, { do: "fund", who: 0, points: 40, days: 7, hours: 0 },
  ...(how === "cancel" ? [{ do: "cancel", redemption: -1, hours: 24 * 8 } as const] : [{ do: "expire_codes", hours: 24 * 21 } as const]),
  { do: "gone", redemption: -1, hours: 1 }, { do: "read", hours: 1 }, { do: "resolve", hours: 0 }, { do: "expire_points", hours: 24 * 3 },
]);

/** What chance seldom walks as a whole: a code that ends, and orders that show it before, meanwhile and after. `-2` is the last redemption but one. */
const endings = fc.record({ kind: fc.nat(1), expires: fc.boolean(), gap: fc.nat(1), use: fc.constantFrom("before", "after", "never"), told }).map(({ kind, expires, gap, use, told: when }): Command[] => {
  const used = { do: "use", redemption: -1, other: false, told: when, hours: 0 } as const;
  return [
    { do: "fund", who: 0, points: 150, days: null, hours: 0 }, { do: "stock", codes: 1, hours: 0 }, { do: "issue", hours: 0 }, { do: "redeem", who: 0, kind, hours: 0 }, ...(use === "before" ? [{ ...used, told: "later" } as const] : []),
    ...(expires ? [{ do: "expire_codes", hours: 24 * 21 } as const] : [{ do: "cancel", redemption: -1, hours: 1 } as const]), { do: "gone", redemption: -1, hours: 1 }, { do: "read", hours: gap }, { do: "resolve", hours: 0 }, ...(use === "after" ? [used] : []),
  ];
});
/** One code used after its points were given back and spent, so that points are owed when another is given back. */
const owingWhenGivenBack: Command[] = [
  { do: "fund", who: 0, points: 250, days: null, hours: 0 }, { do: "stock", codes: 2, hours: 0 }, { do: "issue", hours: 0 }, { do: "redeem", who: 0, kind: 0, hours: 0 }, { do: "redeem", who: 0, kind: 0, hours: 0 },
  { do: "cancel", redemption: -2, hours: 1 }, { do: "gone", redemption: -2, hours: 1 }, { do: "read", hours: 1 }, { do: "resolve", hours: 0 }, { do: "spend", who: 0, share: 4, hours: 0 }, { do: "use", redemption: -2, other: true, told: "now", hours: 0 },
  { do: "cancel", redemption: -1, hours: 1 }, { do: "gone", redemption: -1, hours: 1 }, { do: "read", hours: 1 }, { do: "resolve", hours: 0 },
];

/** A member with a code, used or not, becomes another; then the order is taken back. */
const mergedWithCode = fc.boolean().map((used): Command[] => [
  { do: "fund", who: 1, points: 100, days: 25, hours: 0 }, { do: "stock", codes: 1, hours: 0 }, { do: "issue", hours: 0 }, { do: "redeem", who: 1, kind: 0, hours: 0 },
  ...(used ? [{ do: "use", redemption: -1, other: false, told: "now", hours: 0 } as const] : []), { do: "merge", hours: 1 }, { do: "refund", order: -1, minor: 2600, told: "now", hours: 1 },
]);
/** More than there are codes; and one point short. */
const dry: Command[] = [
  { do: "issue", hours: 0 }, ...[0, 1, 2, 3].map((): Command => ({ do: "redeem", who: 0, kind: 1, hours: 0 })), { do: "cancel", redemption: -1, hours: 1 }, { do: "stock", codes: 1, hours: 0 }, { do: "issue", hours: 0 },
  { do: "spend", who: 0, share: 4, hours: 0 }, { do: "fund", who: 0, points: 99, days: null, hours: 0 }, { do: "redeem", who: 0, kind: 0, hours: 0 },
];

/** A run: it begins with funds and codes, and has any length. */
export function runs(most = 18): fc.Arbitrary<Command[]> {
  const single = fc.oneof(...rows.map(([weight, fields]) => ({ weight, arbitrary: fc.record({ ...fields, hours }) as unknown as fc.Arbitrary<Command> }))).map((one) => [one]);
  const episode = fc.oneof({ weight: 16, arbitrary: single }, { weight: 1, arbitrary: lateUse }, { weight: 1, arbitrary: comesBackOver }, { weight: 2, arbitrary: endings }, { weight: 1, arbitrary: fc.constant(owingWhenGivenBack) }, { weight: 1, arbitrary: mergedWithCode }, { weight: 1, arbitrary: fc.constant(dry) });
  const begin: Command[] = [{ do: "fund", who: 0, points: 330, days: 8, hours: 0 }, { do: "stock", codes: 2, hours: 0 }];
  return fc.noBias(fc.array(episode, { minLength: 1, maxLength: most, size: "max" })).map((more) => [...begin, ...more.flat()]);
}
