import fc from "fast-check";
import type { EarnRules } from "~/loyalty/program/program";
import type { ModelSetup } from "./driver";
import { aProgram } from "../program/a-program";

/**
 * What can happen to a small shop. Numbers named `order`, `line`, `customer` pick from what exists (modulo), so that any
 * sequence makes sense and shrinks. `delivery` says how the news of it travels.
 */
export type Command = { hours: number } & (
  | { do: "order"; customer: number; guest: boolean; paid: boolean; lines: OrderedLine[]; shipping: number; tip: number; foreign: boolean; code: boolean; source: "web" | "pos"; delivery: Delivery }
  | { do: "pay" | "fulfill" | "cancel" | "void" | "claim" | "touch"; order: number; customer: number; delivery: Delivery }
  | { do: "delete"; order: number; delivery: Delivery }
  | { do: "refund_units"; order: number; line: number; units: number; short: number; aside: boolean; delivery: Delivery }
  | { do: "refund_amount"; order: number; share: number; aside: boolean; delivery: Delivery }
  | { do: "refund_shipping"; order: number; aside: boolean; delivery: Delivery }
  | { do: "edit_remove"; order: number; line: number; units: number; refunded: boolean; delivery: Delivery }
  | { do: "edit_add"; order: number; added: OrderedLine; delivery: Delivery }
  | { do: "edit_more"; order: number; line: number; delivery: Delivery }
  | { do: "dispute"; order: number; id: number; status: "open" | "won" | "lost"; delivery: Delivery }
  | { do: "risk"; order: number; level: "none" | "high"; delivery: Delivery }
  | { do: "payments"; order: number; share: number; delivery: Delivery }
  | { do: "redeliver"; message: number }
  | { do: "flush"; turn: number }
  | { do: "release" }
  | { do: "adjust"; customer: number; points: number; key: number; note: string }
  | { do: "adjust_again" }
  | { do: "spend"; customer: number }
  | { do: "merge"; customer: number; into: number }
  | { do: "tier"; customer: number; tier: number }
  | { do: "program"; rate: EarnRules["rate"]; multiplier: number }
);
export type Delivery = "now" | "twice" | "later";
export interface OrderedLine { product: number; quantity: number; units: number; discount: number; tax: number; giftCard: boolean }

/** Which parts of life a run has. Confluence needs runs whose prices do not hang on the order of arrival. */
export interface Life { tiers: boolean; minimum: boolean; guests: boolean; merges: boolean; programs: boolean; adjustments: boolean }
export const WHOLE_LIFE: Life = { tiers: true, minimum: true, guests: true, merges: true, programs: true, adjustments: true };
/** Prices that no order of arrival can change. */
export const CONFLUENT_LIFE: Life = { tiers: false, minimum: false, guests: true, merges: false, programs: true, adjustments: false };

export const CUSTOMERS = 3;
export const PRODUCTS = ["31", "32", "33", "34"];

/** Takes all a member has available, so that later refunds meet an empty pocket. Stands for spending until points can be redeemed. */
const SPEND = { do: fc.constant("spend"), customer: fc.constantFrom(0, 0, 0, 1, 1, 2) };

const delivery: fc.Arbitrary<Delivery> = fc.oneof({ weight: 5, arbitrary: fc.constant("now" as const) }, { weight: 1, arbitrary: fc.constant("twice" as const) }, { weight: 2, arbitrary: fc.constant("later" as const) });
const hours = fc.oneof({ weight: 4, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.constantFrom(24 * 3, 24 * 14, 24 * 20) });
const pick = fc.nat(9);
/** Mostly the same few people, so that one of them has a story. */
const someone = fc.constantFrom(0, 0, 0, 1, 1, 2);
const line: fc.Arbitrary<OrderedLine> = fc.record({ product: pick, quantity: fc.integer({ min: 1, max: 3 }), units: fc.integer({ min: 1, max: 1500 }), discount: fc.oneof(fc.constant(0), fc.nat(500)), tax: fc.oneof(fc.constant(0), fc.nat(300)), giftCard: fc.nat(9).map((n) => n === 0) });
const rate = fc.constantFrom({ points: 1, perMinor: 100 }, { points: 3, perMinor: 100 }, { points: 1, perMinor: 1000 }, { points: 7, perMinor: 300 }, { points: 1, perMinor: 64 });

type Row = [number, Record<string, fc.Arbitrary<unknown>>];

function rowsOf(life: Life): { order: Row; rest: Row[] } {
  const order: Row = [12, { do: fc.constant("order"), customer: someone, guest: life.guests ? fc.nat(4).map((n) => n === 0) : fc.constant(false), paid: fc.nat(5).map((n) => n > 0), lines: fc.array(line, { minLength: 1, maxLength: 3 }), shipping: fc.constantFrom(0, 0, 700), tip: fc.constantFrom(0, 0, 150), foreign: fc.nat(4).map((n) => n === 0), code: fc.nat(6).map((n) => n === 0), source: fc.constantFrom("web", "web", "pos"), delivery }];
  const rows: Row[] = [
    [8, { do: fc.constantFrom("pay", "fulfill", "claim", "touch"), order: pick, customer: someone, delivery }],
    [2, { do: fc.constantFrom("cancel", "void"), order: pick, customer: someone, delivery }],
    [1, { do: fc.constant("delete"), order: pick, delivery }],
    [6, { do: fc.constant("refund_units"), order: pick, line: pick, units: fc.integer({ min: 1, max: 3 }), short: fc.constantFrom(0, 0, 1, 400), aside: fc.boolean(), delivery }],
    [5, { do: fc.constant("refund_amount"), order: pick, share: fc.integer({ min: 1, max: 12 }), aside: fc.boolean(), delivery }],
    [2, { do: fc.constant("refund_shipping"), order: pick, aside: fc.boolean(), delivery }],
    [3, { do: fc.constant("edit_remove"), order: pick, line: pick, units: fc.integer({ min: 1, max: 2 }), refunded: fc.boolean(), delivery }],
    [3, { do: fc.constant("edit_add"), order: pick, added: line, delivery }],
    [2, { do: fc.constant("edit_more"), order: pick, line: pick, delivery }],
    [3, { do: fc.constant("dispute"), order: pick, id: fc.nat(1), status: fc.constantFrom("open", "won", "lost"), delivery }],
    [2, { do: fc.constant("risk"), order: pick, level: fc.constantFrom("none", "high"), delivery }],
    [2, { do: fc.constant("payments"), order: pick, share: fc.integer({ min: 0, max: 10 }), delivery }],
    [3, { do: fc.constant("redeliver"), message: fc.nat(40) }],
    [3, { do: fc.constant("flush"), turn: fc.nat(40) }],
    [6, { do: fc.constant("release") }],
  ];
  if (life.adjustments) rows.push([6, SPEND], [2, { do: fc.constant("adjust_again") }]);
  if (life.adjustments) rows.push([6, { do: fc.constant("adjust"), customer: someone, points: fc.oneof(fc.integer({ min: -120, max: 200 }), fc.constantFrom(-3000, 3000)), key: fc.nat(6), note: fc.constantFrom("a", "b", "") }]);
  if (life.merges) rows.push([2, { do: fc.constant("merge"), customer: someone, into: someone }]);
  if (life.tiers) rows.push([3, { do: fc.constant("tier"), customer: someone, tier: fc.nat(1) }]);
  if (life.programs) rows.push([2, { do: fc.constant("program"), rate, multiplier: fc.nat(3) }]);
  return { order, rest: rows };
}

const command = ([, fields]: Row) => fc.record({ ...fields, hours }) as unknown as fc.Arbitrary<Command>;
const oneOf = (rows: Row[]) => fc.oneof(...rows.map((row) => ({ weight: row[0], arbitrary: command(row) })));

/** A shop with one of three currencies (2, 0 and 3 decimals) and a program that uses most switches now and then. */
export function setups(life: Life): fc.Arbitrary<ModelSetup> {
  return fc.record({
    currency: fc.constantFrom("USD", "JPY", "KWD"), rate, days: fc.constantFrom(0, 0, 3, 14), on: fc.constantFrom("paid" as const, "paid" as const, "fulfilled" as const), tax: fc.boolean(), shipping: fc.boolean(), tips: fc.boolean(),
    redeemedValue: fc.boolean(), giftCards: fc.boolean(), pos: fc.nat(4).map((n) => n > 0), codes: fc.nat(4).map((n) => n > 0), minimumOrderMinor: life.minimum ? fc.constantFrom(0, 0, 2500) : fc.constant(0), foreign: fc.boolean(), multiplier: fc.nat(3),
  }).map((s) => ({
    currency: s.currency, launchedAt: "2026-01-01T00:00:00.000Z", products: PRODUCTS.map((productId, index) => ({ productId, tags: index === 2 ? ["New"] : [], collectionIds: index === 1 ? ["8"] : [], giftCard: false })),
    program: aProgram({
      returnWindow: { days: s.days, from: s.on }, adjustmentCap: 1000,
      earn: { on: s.on, rate: s.rate, currencyRates: s.foreign ? { EUR: { points: 5, perMinor: 300 } } : {}, minimumOrderMinor: s.minimumOrderMinor, multipliers: multipliersOf(s.multiplier),
        counts: { tax: s.tax, shipping: s.shipping, tips: s.tips, redeemedValue: s.redeemedValue, giftCards: s.giftCards, pos: s.pos, discountCodeOrders: s.codes } },
    }),
  }));
}

/** Product 32 (collection 8) doubled, product 33 (tag new) one and a quarter, product 34 excluded. */
export function multipliersOf(amount: number): EarnRules["multipliers"] {
  const all: EarnRules["multipliers"] = [
    { scope: "collection", id: "8", title: "Pots", multiplier: { num: 2, den: 1 } },
    { scope: "tag", id: "new", title: "New", multiplier: { num: 5, den: 4 } },
    { scope: "product", id: "34", title: "Sale", multiplier: { num: 0, den: 1 } },
  ];
  return all.slice(0, amount);
}

/** Bought, released, spent, given back: the way into debt, which chance alone seldom walks. */
function ruin(order: Row): fc.Arbitrary<Command[]> {
  return fc.tuple(command(order), fc.integer({ min: 2, max: 12 })).map(([bought, share]): Command[] => {
    if (bought.do !== "order") return [bought];
    const { customer } = bought;
    return [
      { ...bought, guest: false, paid: true, delivery: "now" }, { do: "fulfill", order: -1, customer, delivery: "now", hours: 1 }, { do: "release", hours: 24 * 20 },
      { do: "spend", customer, hours: 1 }, { do: "refund_amount", order: -1, share, aside: true, delivery: "now", hours: 1 },
    ];
  });
}

/** A setup with a sequence of commands: one run of the model. It begins with an order and has any length, short and long alike. */
export function runs(life: Life, maxLength = 30): fc.Arbitrary<{ setup: ModelSetup; commands: Command[] }> {
  const { order, rest } = rowsOf(life);
  const single = oneOf([order, ...rest]).map((one) => [one]);
  const episode = life.adjustments ? fc.oneof({ weight: 12, arbitrary: single }, { weight: 1, arbitrary: ruin(order) }) : single;
  return fc.record({
    setup: setups(life),
    commands: fc.tuple(command(order), fc.noBias(fc.array(episode, { maxLength: maxLength - 1, size: "max" }))).map(([first, more]) => [first, ...more.flat()]),
  });
}
