import type { BuyerWhy } from "../../extensions/_shared/contract";
import { multiplierText } from "~/loyalty/members/card";
import type { AwardBasis, Reason, Refusal, RuleName } from "~/loyalty/orders/award-basis";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { orderWait } from "~/loyalty/orders/order-wait";
import { worthStatus, type WorthStatus } from "~/loyalty/orders/order-worth";
import { releaseAt } from "~/loyalty/orders/release-at";
import { localDate } from "~/loyalty/time/local-day";

type Sentence = BuyerWhy["reasons"][number];

export interface WhyInput {
  fact: OrderFact;
  basis: AwardBasis | null;
  /** False while only a refund, a dispute or the like told of the order. */
  seen: boolean;
  /** What a job has to read at Shopify first. */
  needs: readonly string[];
  /** Whether anything was granted: what is still read then changes it at most. */
  granted: boolean;
  /** Null until the program was launched: orders from before wait without a basis. */
  launchedAt: Date | null;
  /** Names of tiers by handle. */
  tierNames: ReadonlyMap<string, string>;
  zone: string;
  now: Date;
}

/** What a shopper is told of each refusal. Which of the shop's lists or tags they stand on is not theirs to know. */
const REFUSAL_KEY: Record<Refusal, string> = {
  test_order: "test_order", imported: "imported", before_launch: "before_launch", guest: "guest", blocked: "excluded", left: "left", excluded: "excluded", excluded_tag: "excluded",
  not_enrolled: "not_enrolled", pos_off: "pos_off", draft_off: "draft_off", discount_code_orders_off: "discount_code_orders_off", no_rate_for_currency: "no_rate_for_currency",
  below_minimum: "below_minimum",
};

const STATUS_KEY: Partial<Record<WorthStatus, string>> = {
  cancelled: "cancelled", deleted: "cancelled", voided: "cancelled", dispute_lost: "dispute_lost", not_paid: "not_paid_yet", not_fulfilled: "not_fulfilled_yet",
};

/**
 * Why an order brought the points it did, as sentences of the shopper's language file (`rules.*`), in the order they are read:
 * what was decided, by which rate, which items differ, and what happens next. The merchant's screen says more.
 */
export function whySentences(input: WhyInput): Sentence[] {
  const { fact, basis, tierNames, zone, now } = input;
  if (basis === null) return [{ rule: waitingFor(input), values: {} }];
  if (basis.refusal !== null) return [refusalSentence(basis.refusal, basis.reasons)];
  const status = STATUS_KEY[worthStatus(fact, basis)] ?? (input.granted ? undefined : WAIT_KEY[input.needs[0] ?? ""]);
  return [
    ...(status ? [{ rule: status, values: {} }] : [{ rule: "earned", values: {} }]),
    ...(fact.refunds.length > 0 ? [{ rule: "refunded", values: {} }] : []),
    ...basis.reasons.flatMap((reason) => ruleSentence(reason, { fact, tierNames }) ?? []),
    ...(status ? [] : pendingSentence(fact, basis, { zone, now })),
  ];
}

/** What has to be read before anything is granted. */
const WAIT_KEY: Record<string, string> = { order: "waiting", products: "waiting_products", payments: "waiting" };

/** An order that is not paid waits for that first, whatever else has to be read. */
function waitingFor({ fact, seen, needs, launchedAt }: WhyInput): string {
  const wait = orderWait({ seen, processedAt: fact.processedAt, status: null, needs }, launchedAt?.toISOString() ?? null);
  if (wait === "not_launched" || wait === "placed_before_launch") return "before_launch";
  if (seen && fact.paidAt === null) return "not_paid_yet";
  return wait === "products" ? "waiting_products" : "waiting";
}

function refusalSentence(refusal: Refusal, reasons: readonly Reason[]): Sentence {
  const values = reasons.find(({ rule }) => rule === refusal)?.values ?? {};
  if (refusal !== "below_minimum") return { rule: REFUSAL_KEY[refusal], values: {} };
  return { rule: "below_minimum", values: { minor: values.minimumMinor ?? 0, currency: values.currency ?? "" } };
}

type Speaker = (reason: Reason, of: Pick<WhyInput, "fact" | "tierNames">) => Sentence | null;

const excluded: Speaker = ({ rule, values }) => (values.effect === "unknown" ? null : { rule, values: {} });
const notCounted: Speaker = ({ rule, outcome }) => (outcome === "skipped" ? { rule, values: {} } : null);
const rate: Speaker = ({ values }) => ({ rule: "earn_rate", values: { points: values.points ?? 0, minor: values.perMinor ?? 0, currency: values.currency ?? "" } });
const multiplied: Speaker = ({ lineId, values }, { fact }): Sentence => {
  const title = fact.lines.find((line) => line.lineId === lineId)?.title ?? "";
  if (values.effect === "excluded") return { rule: "item_excluded", values: { title } };
  return { rule: "item_multiplied", values: { title, multiplier: fraction(values) } };
};

/** Rules with something to say to a shopper; the first group speaks only when it applied. */
const SPEAKERS: Partial<Record<RuleName, Speaker>> = {
  earn_rate: rate, currency_rate: rate,
  tier_multiplier: ({ values }, { tierNames }) => ({ rule: "tier_multiplier", values: { tier: tierNames.get(String(values.tier)) ?? "", multiplier: fraction(values) } }),
  gift_card: excluded, on_sale: excluded, subscription_first: excluded, subscription_renewal: excluded, edited_line: excluded,
  product_multiplier: multiplied, collection_multiplier: multiplied, tag_multiplier: multiplied,
  tax: notCounted, shipping: notCounted, tips: notCounted, redeemed_value: notCounted,
};

function ruleSentence(reason: Reason, of: Pick<WhyInput, "fact" | "tierNames">): Sentence | null {
  const speaker = SPEAKERS[reason.rule];
  if (!speaker || (reason.outcome === "skipped" && speaker !== notCounted)) return null;
  return speaker(reason, of);
}

const fraction = (values: Reason["values"]) => multiplierText({ num: Number(values.num), den: Number(values.den) });

function pendingSentence(fact: OrderFact, basis: AwardBasis, { zone, now }: Pick<WhyInput, "zone" | "now">): Sentence[] {
  const release = releaseAt(fact, basis, zone);
  if (release === null || release <= now.toISOString()) return [];
  return [{ rule: "pending_until", values: { date: localDate(release, zone) } }];
}
