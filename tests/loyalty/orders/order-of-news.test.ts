import { describe, expect, it } from "vitest";
import { evaluateOrder } from "~/loyalty/orders/evaluate-order";
import { mergeFacts } from "~/loyalty/orders/merge-facts";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { orderWorth } from "~/loyalty/orders/order-worth";
import { deletedPatch, disputePatch, refundPatch } from "~/loyalty/orders/placeholder-fact";
import { anEvaluation } from "./an-evaluation";
import { aLine, anOrder, aRefund } from "./an-order";

const at = (day: number) => `2026-03-0${day}T12:00:00.000Z`;
const refund1 = aRefund({ refundId: "501", createdAt: at(4), lines: [{ lineId: "1", quantity: 1, netMinor: 5000 }] });
const refund2 = aRefund({ refundId: "502", createdAt: at(5), amountMinor: 777 });
const edited = [aLine({ quantity: 3 }), aLine({ lineId: "2", unitPriceMinor: 1234 })];

/** What happens to one order, as the news of it look. */
const NEWS: Record<string, OrderFact> = {
  created: anOrder({ updatedAt: at(1), paidAt: null, lines: [aLine({ quantity: 2 })] }),
  paid: anOrder({ updatedAt: at(2), paidAt: at(2), lines: [aLine({ quantity: 2 })] }),
  edited: anOrder({ updatedAt: at(3), paidAt: at(2), lines: edited }),
  "refund 1": refundPatch("1001", refund1),
  "refund 2": refundPatch("1001", refund2),
  "updated with refunds": anOrder({ updatedAt: at(6), paidAt: at(2), lines: edited, refunds: [refund1, refund2] }),
  "stale update": anOrder({ updatedAt: at(1), paidAt: null, lines: [aLine({ quantity: 2 })], tags: ["stale"] }),
};

function permutations<T>(items: T[]): T[][] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, index) => permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]));
}

/** The order after all news, and what it is worth at each step never breaks the bounds. */
function after(news: OrderFact[]): { fact: OrderFact; worth: bigint } {
  const fact = news.reduce<OrderFact | null>((known, one) => mergeFacts(known, one), null)!;
  return { fact, worth: orderWorth(fact, evaluateOrder(anEvaluation({ fact }))).worth };
}

describe("every order of the news of one order", () => {
  const expected = after(Object.values(NEWS));

  it("ends in the same facts and the same worth, in all 5,040 permutations", () => {
    expect(expected.worth).toBe(104n);
    for (const news of permutations(Object.values(NEWS))) expect(after(news)).toEqual(expected);
  });

  it.each<[string, OrderFact]>([
    ["cancelled", anOrder({ updatedAt: at(7), paidAt: at(2), cancelledAt: at(7), lines: edited })],
    ["deleted", deletedPatch("1001")],
    ["dispute lost", disputePatch("1001", { disputeId: "1", status: "lost", updatedAt: at(7) })],
  ])("is worth nothing once %s, wherever that news stands", (_name, end) => {
    const news = Object.values(NEWS);
    for (let place = 0; place <= news.length; place++) expect(after([...news.slice(0, place), end, ...news.slice(place)]).worth).toBe(0n);
  });

  it("does not change by news told twice", () => {
    for (const one of Object.values(NEWS)) expect(after([...Object.values(NEWS), one, one])).toEqual(expected);
  });
});
