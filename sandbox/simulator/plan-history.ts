import { seededRandom } from "../world/random";
import type { CatalogEntry, Iso } from "../world/types";
import { meanSpend } from "./cdnow";
import type { HistoryEvent } from "./history-event";
import { planCustomer } from "./plan-customer";
import { planDemoCustomer } from "./plan-demo-customer";

export interface HistoryPlan { seed: number; customers: number; months: number; until: Iso; catalog: CatalogEntry[] }

const MONTH_MS = 30.4375 * 86_400_000;
/** An average order is worth so many average prices of the shop. */
const PRICES_AN_ORDER = 1.6;
/** The demo customer's story is told in dollars of a shop whose average price is this many of them. */
const PRICE_OF_STORY = 55;

/**
 * A shop's past: who joined, ordered, returned, in the order of time. Purchases follow BG/NBD and Gamma-Gamma with CDNOW's
 * published parameters, on a calendar with seasons, in the shop's prices. Pure: the same plan gives the same events.
 */
export function planHistory(plan: HistoryPlan): HistoryEvent[] {
  const until = Date.parse(plan.until);
  const goods = plan.catalog.filter((entry) => !entry.giftCard);
  if (goods.length === 0) throw new RangeError("catalog: it has nothing to buy, expected one product or more");
  const meanPrice = goods.reduce((sum, entry) => sum + entry.priceMinor, 0) / goods.length;
  const shopping = { catalog: plan.catalog, goods, fromMs: until - plan.months * MONTH_MS, untilMs: until, minorPerDollar: (meanPrice * PRICES_AN_ORDER) / meanSpend() };
  const events = planDemoCustomer(goods, until, meanPrice / PRICE_OF_STORY);
  for (let number = 1; number <= plan.customers; number += 1) {
    events.push(...planCustomer(seededRandom(plan.seed * 1_000_003 + number), number, shopping));
  }
  return events.map((event, index) => ({ event, index }))
    .filter(({ event }) => event.at <= plan.until)
    .sort((a, b) => (a.event.at < b.event.at ? -1 : a.event.at > b.event.at ? 1 : a.index - b.index))
    .map(({ event }) => event);
}
