import { seededRandom } from "../world/random";
import type { CatalogEntry, Minor } from "../world/types";
import { DEMO_CUSTOMER } from "./demo-customer";
import { fillCart } from "./fill-cart";
import type { HistoryEvent, PlannedOrder } from "./history-event";

const DAY_MS = 86_400_000;

/** Days before the end, dollars of goods, and what came of it. The last twelve months sum to about 640 net: Silver from 200, Gold from 700. */
const STORY: { days: number; dollars: number; percentOff?: string; returned?: boolean }[] = [
  { days: 421.2, dollars: 62, percentOff: "10" }, { days: 318.6, dollars: 118 }, { days: 241.4, dollars: 94 }, { days: 163.7, dollars: 150, returned: true },
  { days: 96.3, dollars: 152 }, { days: 38.5, dollars: 142 }, { days: 6.4, dollars: 92 },
];

/** Maya Lindqvist's orders: seven in fourteen months, a welcome discount, one line sent back. */
export function planDemoCustomer(catalog: CatalogEntry[], until: number, dollar: Minor): HistoryEvent[] {
  const random = seededRandom(640);
  const { key, id, firstName, lastName, email } = DEMO_CUSTOMER;
  const joined = at(until, STORY[0]!.days + 0.01);
  const person = { firstName, lastName, email, acceptsMarketing: true, address: { address1: "27 Alder Street", city: "Portland", zip: "97205", countryCode: "US" } };
  const orders = STORY.flatMap((chapter, index): HistoryEvent[] => {
    const order: PlannedOrder = {
      at: at(until, chapter.days), kind: "order", order: `${key}:${index}`, customer: key, email, source: "web", test: false, tipMinor: 0, payment: "shopify_payments",
      lines: fillCart(random, catalog, { targetMinor: Math.round(chapter.dollars * dollar), favorite: catalog[0]!.category }),
      discounts: chapter.percentOff ? [{ code: "WELCOME10", percent: chapter.percentOff }] : [],
    };
    const sent: HistoryEvent = { at: at(until, chapter.days - 2), kind: "fulfill", order: order.order };
    const back: HistoryEvent = { at: at(until, chapter.days - 11), kind: "refund", order: order.order, lines: [{ index: 0, quantity: 1 }], shipping: false, to: "original", percent: null };
    return [order, sent, ...(chapter.returned ? [back] : [])];
  });
  return [{ at: joined, kind: "join", customer: key, person, id }, ...orders];
}

function at(until: number, days: number): string {
  return new Date(until - Math.round(days * DAY_MS)).toISOString();
}
