import type { Random } from "../world/random";
import type { CatalogEntry, Minor } from "../world/types";
import { CDNOW } from "./cdnow";
import { drawGamma, drawWhole, pick } from "./draw";
import { fillCart } from "./fill-cart";
import type { HistoryEvent, PlannedOrder, PlannedRefund } from "./history-event";
import { inventPerson } from "./people";
import { purchaseTimes } from "./purchase-times";
import { afterBusyWeeks, busyWeeks } from "./season";

export interface Shopping {
  catalog: CatalogEntry[]; goods: CatalogEntry[]; fromMs: number; untilMs: number;
  /** What one dollar of the published spend model is in this shop. */
  minorPerDollar: number;
}

const HOUR_MS = 3_600_000;
const SHARE = { guest: 0.05, pos: 0.08, test: 0.005, giftCard: 0.015, unpaid: 0.01, canceled: 0.012, refunded: 0.06, welcome: 0.35, code: 0.14, tip: 0.02, paidByGiftCard: 0.02 };

/** Everything one invented customer does between two moments. */
export function planCustomer(random: Random, number: number, shopping: Shopping): HistoryEvent[] {
  const person = inventPerson(random, number);
  const guest = random() < SHARE.guest;
  const joinedMs = shopping.fromMs + random() * (shopping.untilMs - shopping.fromMs);
  const spendRate = drawGamma(random, CDNOW.spend.q, CDNOW.spend.v);
  const favorite = pick(random, shopping.goods).category;
  const key = `c${number}`;
  const times = purchaseTimes(random, busyWeeks(joinedMs, shopping.untilMs));
  const orders = times.flatMap((weeks, index) => {
    const atMs = afterBusyWeeks(joinedMs, weeks);
    const targetMinor = Math.round(drawGamma(random, CDNOW.spend.p, spendRate) * shopping.minorPerDollar);
    const order = planOrder(random, shopping, { key: `${key}:${index}`, atMs, targetMinor, favorite, first: index === 0 });
    return [{ ...order, customer: guest ? null : key, email: person.email }, ...aftermath(random, order, atMs)];
  });
  const join: HistoryEvent = { at: iso(joinedMs - 60_000), kind: "join", customer: key, person };
  return guest ? orders : [join, ...orders];
}

type Purchase = { key: string; atMs: number; targetMinor: Minor; favorite: string; first: boolean };

function planOrder(random: Random, shopping: Shopping, purchase: Purchase): PlannedOrder {
  const giftCards = shopping.catalog.filter((entry) => entry.giftCard);
  const lines = giftCards.length > 0 && random() < SHARE.giftCard
    ? [{ variantId: pick(random, giftCards).variantId, quantity: 1 }]
    : fillCart(random, shopping.goods, purchase);
  const pos = random() < SHARE.pos;
  const tip = random() < SHARE.tip;
  const payment = random();
  return {
    at: iso(purchase.atMs), kind: "order", order: purchase.key, customer: null, email: "", lines, discounts: discountOf(random, purchase),
    source: pos ? "pos" : "web", test: random() < SHARE.test, tipMinor: tip ? Math.round(purchase.targetMinor * 0.1) : 0,
    payment: payment < SHARE.unpaid ? "none" : payment < SHARE.unpaid + SHARE.paidByGiftCard ? "gift_card" : pos ? "manual" : "shopify_payments",
  };
}

function discountOf(random: Random, purchase: Purchase): PlannedOrder["discounts"] {
  const chance = random();
  if (purchase.first) return chance < SHARE.welcome ? [{ code: "WELCOME10", percent: "10" }] : [];
  if (chance >= SHARE.code) return [];
  const month = new Date(purchase.atMs).getUTCMonth();
  if (month === 10) return [{ title: "Black Friday", percent: "20" }];
  if (month === 3 || month === 4) return [{ code: "SPRING15", percent: "15" }];
  return [chance < SHARE.code / 2 ? { code: "FREESHIP", freeShipping: true } : { code: "TENOFF", percent: "10" }];
}

/** What becomes of an order: sent, canceled or given back in one of the ways shops do it. */
function aftermath(random: Random, order: PlannedOrder, atMs: number): HistoryEvent[] {
  const chance = random();
  const hours = drawWhole(random, 4, 70);
  if (order.payment === "none") return [{ at: iso(atMs + 72 * HOUR_MS), kind: "cancel", order: order.order }];
  if (chance < SHARE.canceled) return [{ at: iso(atMs + 2 * HOUR_MS), kind: "cancel", order: order.order }];
  const sentMs = atMs + (order.source === "pos" ? 60_000 : hours * HOUR_MS);
  const sent: HistoryEvent = { at: iso(sentMs), kind: "fulfill", order: order.order };
  return chance < SHARE.canceled + SHARE.refunded ? [sent, planRefund(random, order, sentMs)] : [sent];
}

function planRefund(random: Random, order: PlannedOrder, sentMs: number): PlannedRefund {
  const at = iso(sentMs + drawWhole(random, 2, 25) * 24 * HOUR_MS);
  const way = random();
  const base = { at, kind: "refund" as const, order: order.order, to: way > 0.94 ? "store_credit" as const : "original" as const };
  if (way < 0.16) return { ...base, lines: [], shipping: false, percent: drawWhole(random, 5, 25) };
  const whole = way > 0.62;
  const one = drawWhole(random, 0, order.lines.length - 1);
  const lines = whole ? order.lines.map((line, index) => ({ index, quantity: line.quantity })) : [{ index: one, quantity: drawWhole(random, 1, order.lines[one]!.quantity) }];
  return { ...base, lines, shipping: whole && random() < 0.4, percent: null };
}

function iso(ms: number): string {
  return new Date(Math.round(ms)).toISOString();
}
