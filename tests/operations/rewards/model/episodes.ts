import fc from "fast-check";
import type { Command } from "./commands";

const told = fc.constantFrom("now" as const, "now" as const, "later" as const);
const DAY = 24;

/** `-1` is the last redemption or order, `-2` the last but one. */
const fund = (points: number, more: Partial<Extract<Command, { do: "fund" }>> = {}): Command => ({ do: "fund", who: 0, points, days: null, hours: 0, ...more });
const redeem = (kind: number, who = 0): Command => ({ do: "redeem", who, kind, hours: 0 });
const cancel = (redemption = -1, hours = 1): Command => ({ do: "cancel", redemption, hours });
const use = (more: Partial<Extract<Command, { do: "use" }>> = {}): Command => ({ do: "use", redemption: -1, other: false, told: "now", hours: 0, ...more });
const refund = (hours = 1, order = -1): Command => ({ do: "refund", order, minor: 2600, told: "now", hours });
const stocked = (codes: number): Command[] => [{ do: "stock", codes, hours: 0 }, { do: "issue", hours: 0 }];
/** The code is gone, all orders were read since: it is over. */
const over = (redemption = -1, gap = 1): Command[] => [{ do: "gone", redemption, hours: 1 }, { do: "read", hours: gap }, { do: "resolve", hours: 0 }];

/** What chance seldom walks as a whole. */
export const EPISODES = {
  /** Redeemed, given back, the points spent elsewhere, the code used after all: the way into debt. */
  lateUse: fc.tuple(told, fc.constantFrom(1, 2, 4)).map(([when, share]): Command[] => [
    fund(120, { days: 6, hours: 1 }), ...stocked(1), redeem(0), cancel(), ...over(), { do: "spend", who: 0, share, hours: 1 }, use({ told: when, hours: 1 }), redeem(0), refund(8 * DAY), fund(30, { hours: 1 }),
  ]),
  /** A code outlives the points it was taken with: what comes back is over by then. */
  comesBackOver: fc.constantFrom("cancel", "expire").map((how): Command[] => [
    ...stocked(1), fund(110, { days: 6 }), redeem(0), fund(40, { days: 7 }), how === "cancel" ? cancel(-1, 8 * DAY) : { do: "expire_codes", hours: 21 * DAY }, ...over(), { do: "expire_points", hours: 3 * DAY },
  ]),
  /** Taken again in its days of grace and given back after them: there are no others. What was taken before them has its own. */
  graceOnce: fc.boolean().map((before): Command[] => [
    ...stocked(3), fund(200, { days: 6 }), redeem(0), redeem(0), cancel(-1, 9 * DAY), ...over(), redeem(0), cancel(before ? -3 : -1, 31 * DAY), ...over(before ? -3 : -1), cancel(before ? -1 : -3), ...over(before ? -1 : -3),
  ]),
  /** A code that ends, and orders that show it before, meanwhile and after. */
  endings: fc.record({ kind: fc.nat(1), expires: fc.boolean(), gap: fc.nat(1), when: fc.constantFrom("before", "after", "never"), late: told }).map(({ kind, expires, gap, when, late }): Command[] => [
    fund(150), ...stocked(1), redeem(kind), ...(when === "before" ? [use({ told: "later" })] : []), expires ? { do: "expire_codes", hours: 21 * DAY } : cancel(), ...over(-1, gap), ...(when === "after" ? [use({ told: late })] : []),
  ]),
  /** One code used after its points were given back and spent, so that points are owed when another is given back. */
  owingWhenGivenBack: fc.constant<Command[]>([
    fund(250), ...stocked(2), redeem(0), redeem(0), cancel(-2), ...over(-2), { do: "spend", who: 0, share: 4, hours: 0 }, use({ redemption: -2, other: true }), redeem(1), cancel(-2), ...over(-2),
  ]),
  /** A member with a code, used or not, becomes another; then the order is taken back. */
  mergedWithCode: fc.boolean().map((used): Command[] => [fund(100, { who: 1, days: 25 }), ...stocked(1), redeem(0, 1), ...(used ? [use()] : []), { do: "merge", hours: 1 }, { do: "redeem_again", redemption: -1, hours: 0 }, refund()]),
  /** Two orders at once got one code: the one that kept most decides. */
  usedTwice: fc.constantFrom(-1, -2).map((order): Command[] => [
    fund(100), ...stocked(1), redeem(0), use(), { do: "use_second", redemption: -1, told: "now", hours: 0 }, refund(1, order), { do: "read", hours: 1 }, { do: "undo", order: order === -1 ? -2 : -1, how: "cancel", told: "now", hours: 1 },
  ]),
  /** The goods come back piece by piece, in the end the order is gone. */
  takenBackByAndBy: fc.constant<Command[]>([
    fund(60, { days: 6 }), fund(60), ...stocked(1), redeem(0), use(), refund(), { do: "refund", order: -1, minor: 777, told: "now", hours: 1 }, { do: "undo", order: -1, how: "delete", told: "now", hours: 1 },
  ]),
  /** A list of orders showed the code, then the order was deleted: what it was is never told. */
  deletedUnseen: fc.constant<Command[]>([fund(100), ...stocked(1), redeem(0), use({ told: "later" }), { do: "read", hours: 1 }, { do: "undo", order: -1, how: "delete", told: "now", hours: 1 }]),
  /** It is gone when it is known to be gone, and only once it was asked for. */
  goneTwice: fc.constant<Command[]>([
    fund(250), ...stocked(2), redeem(0), { do: "gone", redemption: -1, hours: 1 }, { do: "read", hours: 1 }, redeem(0), cancel(-2), cancel(-1, 0), { do: "resolve", hours: 0 }, { do: "gone", redemption: -1, hours: 1 }, { do: "read", hours: 1 }, { do: "gone", redemption: -1, hours: 1 }, { do: "resolve", hours: 0 },
  ]),
  /** As many as one may have open, whatever they wait for. */
  manyOpen: fc.constant<Command[]>([fund(260), fund(260), fund(260), fund(260), { do: "stock", codes: 1, hours: 0 }, ...Array.from({ length: 10 }, () => redeem(0)), cancel(-10), redeem(0), ...over(-10), redeem(1)]),
  /** More than there are codes; and one point short. */
  dry: fc.constant<Command[]>([
    fund(100), { do: "issue", hours: 0 }, redeem(1), redeem(1), redeem(1), redeem(1), redeem(1), cancel(), ...stocked(1), { do: "spend", who: 0, share: 4, hours: 0 }, fund(99), redeem(0), { do: "expire_codes", hours: 21 * DAY },
  ]),
  /** Whoever waits for a code of the old terms gets one, after somebody else's of the new. */
  newTerms: fc.boolean().map((back): Command[] => [
    fund(260), { do: "edit", kind: 0, set: { minor: 600, points: 100 }, hours: 0 }, redeem(0), { do: "edit", kind: 0, set: { minor: 500 }, hours: 1 }, ...stocked(1), redeem(0),
    ...(back ? [{ do: "edit", kind: 0, set: { minor: 600 }, hours: 1 } as const] : []), { do: "issue", hours: 0 }, ...stocked(1), use({ redemption: -2 }), use({ redemption: -1 }),
  ]),
  /** A new price is for who redeems now; codes that are out cost what they did. */
  newPrice: fc.constantFrom(30, 60).map((points): Command[] => [
    fund(260), ...stocked(3), redeem(0), redeem(0), { do: "edit", kind: 0, set: { points, lapses: true }, hours: 1 }, { ...redeem(0), stale: true } as Command, redeem(0), { do: "expire_codes", hours: 1 }, use({ redemption: -4 }), { do: "expire_codes", hours: 21 * DAY }, ...over(-3), ...over(), refund(),
  ]),
  /** Closed to who comes now, not to who was there. */
  pausedAndEnded: fc.constantFrom("ended" as const, "over" as const).map((how): Command[] => [
    fund(260), redeem(1), redeem(1), redeem(1), { do: "state", kind: 1, state: "paused", hours: 0 }, redeem(1), use({ redemption: -4 }), { do: "state", kind: 1, state: "active", hours: 1 }, redeem(1),
    how === "ended" ? { do: "state", kind: 1, state: "ended", hours: 1 } : { do: "edit", kind: 1, set: { endsInDays: 1 }, hours: 1 }, redeem(1), ...stocked(1), { do: "edit", kind: 1, set: { points: 60 }, hours: 30 }, redeem(1), ...stocked(1), ...stocked(1), ...stocked(1),
  ]),
  /** As many as there are, as many as one may have, and more of them again. */
  counted: fc.boolean().map((waits): Command[] => [
    fund(330), fund(200, { who: 1 }), ...(waits ? [] : stocked(3)), redeem(2), redeem(2), redeem(2), redeem(2), redeem(2, 1), redeem(2, 1), cancel(-5), cancel(-4, 0), ...(waits ? [] : [{ do: "gone", redemption: -4, hours: 0 } as const, ...over(-5)]), redeem(2), redeem(2, 1),
  ]),
  /** More of them again; as many as there may be in all, those before count; as many as one may have in some days. */
  countedAnew: fc.constant<Command[]>([
    fund(330), fund(330), redeem(0), redeem(0), redeem(2), redeem(2), redeem(2), cancel(-1, 0), { do: "edit", kind: 2, set: { stock: 2, total: 3, each: { count: 5, days: 10 } }, hours: 0 }, redeem(2), redeem(2), { do: "edit", kind: 2, set: { stock: null, total: 20, each: { count: 3, days: 10 } }, hours: 1 }, redeem(2),
    { do: "edit", kind: 0, set: { total: 4 }, hours: 11 * DAY }, redeem(2),
  ]),
  /** Nothing is left with, nor owed by, who asked to be forgotten, whatever becomes of the codes; who comes back begins anew. */
  forgotten: fc.constantFrom("used", "unused", "late").map((how): Command[] => [
    fund(330, { who: 1, days: 25 }), redeem(1, 1), redeem(1, 1), redeem(1, 1), redeem(0, 1), ...(how === "late" ? [cancel(), ...over()] : []), { do: "forget", who: 1, hours: 1 }, { do: "redeem_again", redemption: -1, hours: 0 },
    ...(how === "unused" ? over() : [use(), refund()]), fund(110, { who: 1, hours: 1 }), redeem(0, 1), { do: "expire_points", hours: 26 * DAY }, refund(),
  ]),
  /** What is owed is written off with the rest. */
  forgottenOwing: fc.constant<Command[]>([
    fund(120, { who: 1 }), ...stocked(1), redeem(0, 1), cancel(), ...over(), { do: "spend", who: 1, share: 4, hours: 0 }, use(), { do: "forget", who: 1, hours: 1 }, refund(), fund(100, { who: 1, hours: 1 }),
  ]),
  /** The merchant deletes the discount: no code of it is good any more, and who waits gets one of the next. */
  lost: fc.boolean().map((used): Command[] => [fund(330), ...stocked(1), redeem(0), redeem(0), redeem(0), redeem(0), { do: "lose", kind: 0, hours: 1 }, redeem(0), ...(used ? [use({ redemption: -5 })] : []), ...stocked(3), ...over(-5), cancel(-4)]),
  /** A code nobody has is used: its pool gives no more. */
  leaked: fc.constant<Command[]>([fund(330), ...stocked(3), { do: "leak", kind: 0, hours: 1 }, redeem(0), ...stocked(1), use(), { do: "lose", kind: 0, hours: 1 }]),
};

/** Something is left to do: a code that is gone, one that is out, somebody who waits on a pool that gives no more. */
export const LEFT_OPEN: readonly Command[] = [fund(330), redeem(0), redeem(0), redeem(0), cancel(-3), { do: "gone", redemption: -3, hours: 0 }, { do: "edit", kind: 0, set: { minor: 600 }, hours: 1 }];
