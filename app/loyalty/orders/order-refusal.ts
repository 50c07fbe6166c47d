import type { EarnRules, Program } from "../program/program";
import { REFUSALS, type AwardBasis, type Reason, type Refusal } from "./award-basis";
import { netOrder } from "./net-order";
import type { OrderFact } from "./order-fact";

/** Who bought, as far as rules ask. */
export interface OrderMember { state: "member" | "left" | "excluded" | "blocked"; enrolledAt: string }

/** What a refusal may depend on, beside the program. */
export interface Circumstances {
  fact: OrderFact;
  /** Null for a guest, and for a customer who did not join. */
  member: OrderMember | null;
  customerTags: readonly string[];
  /** Null until the merchant launched the program. */
  launchedAt: string | null;
  /** Named test customers see and earn everything before launch. */
  testCustomer: boolean;
  /** Test orders earn on development stores and for named test customers. */
  testAllowed: boolean;
  /** Read in bulk at install: qualifies tiers, awards nothing. */
  imported: boolean;
}

type Rate = EarnRules["rate"];
interface Tested { circumstances: Circumstances; program: Program; rate: Rate; eligibleMinor: number }
type Test = (tested: Tested) => { refused: boolean; values: Record<string, string | number> } | null;

/**
 * Tests every order-level rule, in the fixed order of `REFUSALS`, and gives one reason for each rule that is in force.
 * The first that refuses is the answer; the rest are still told.
 * @param eligibleMinor what the lines that earn are worth as bought, minor units of the shop's currency.
 */
export function orderRefusal(tested: Tested): { refusal: Refusal | null; reasons: Reason[] } {
  let refusal: Refusal | null = null;
  const reasons: Reason[] = [];
  for (const rule of REFUSALS) {
    const result = TESTS[rule](tested);
    if (result === null) continue;
    if (result.refused) refusal ??= rule;
    reasons.push({ rule, outcome: result.refused ? "matched" : "skipped", values: result.values });
  }
  return { refusal, reasons };
}

/** Refusals that later facts may lift: the order gains a customer, the customer turns out to be a member. All others are final. */
export function mayBeLifted(refusal: Refusal | null): boolean {
  return refusal === "guest" || refusal === "not_enrolled";
}

const TESTS: Record<Refusal, Test> = {
  test_order: ({ circumstances: c }) => (c.fact.test ? is(!c.testAllowed) : null),
  imported: ({ circumstances: c }) => (c.imported ? is(true) : null),
  before_launch: ({ circumstances: c }) =>
    c.testCustomer ? null : is(c.launchedAt === null || c.fact.processedAt < c.launchedAt, { launchedAt: c.launchedAt ?? "" }),
  guest: ({ circumstances: c }) => is(c.member === null && c.fact.customerId === null),
  blocked: ({ circumstances: c }) => stateIs(c, "blocked"),
  left: ({ circumstances: c }) => stateIs(c, "left"),
  excluded: ({ circumstances: c }) => stateIs(c, "excluded"),
  excluded_tag: ({ circumstances: c, program }) => {
    if (program.enrollment.excludeTags.length === 0) return null;
    const tag = firstShared(program.enrollment.excludeTags, c.customerTags);
    return is(tag !== undefined, tag === undefined ? {} : { tag });
  },
  not_enrolled: ({ circumstances: c, program }) => {
    if (c.member === null) return c.fact.customerId === null ? null : is(true);
    return is(program.enrollment.mode === "opt_in" && c.member.enrolledAt > c.fact.processedAt, { enrolledAt: c.member.enrolledAt });
  },
  pos_off: ({ circumstances: c, program }) => (c.fact.source === "pos" ? is(!program.earn.counts.pos) : null),
  draft_off: ({ circumstances: c, program }) => (c.fact.source === "draft" ? is(!program.earn.counts.draft) : null),
  discount_code_orders_off: ({ circumstances: c, program }) => {
    if (program.earn.counts.discountCodeOrders) return null;
    return is(c.fact.discountCodes.length > 0, { codes: c.fact.discountCodes.length });
  },
  no_rate_for_currency: ({ circumstances: c, rate }) => is(rate.points === 0, { currency: c.fact.presentmentCurrency }),
  below_minimum: ({ circumstances: c, program, eligibleMinor }) => {
    const minimumMinor = program.earn.minimumOrderMinor;
    if (minimumMinor === 0) return null;
    return is(eligibleMinor < minimumMinor, { minimumMinor, eligibleMinor, currency: c.fact.currency });
  },
};

function is(refused: boolean, values: Record<string, string | number> = {}) {
  return { refused, values };
}

function stateIs({ member }: Circumstances, state: OrderMember["state"]) {
  return member?.state === state ? is(true) : null;
}

/** Tags are compared as Shopify does: without regard to case. */
function firstShared(wanted: readonly string[], tags: readonly string[]): string | undefined {
  const present = new Set(tags.map((tag) => tag.toLowerCase()));
  return wanted.find((tag) => present.has(tag.toLowerCase()));
}

/** Goods of the given lines as bought, after discounts, in the shop's currency; what edits and refunds did later does not matter. */
export function eligibleAsBought(fact: OrderFact, counts: AwardBasis["counts"], earns: (lineId: string) => boolean): number {
  let sum = 0;
  for (const line of netOrder(fact, { money: "shop", counts }).goods) if (earns(line.lineId)) sum += line.originalMinor;
  return sum;
}
