import { describe, expect, test } from "vitest";
import { whySentences } from "~/buyer/why-sentences";
import { evaluateOrder, type Evaluation } from "~/loyalty/orders/evaluate-order";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { defaultProgram } from "~/loyalty/program/default-program";
import { aLine, anOrder, aRefund } from "../loyalty/orders/an-order";

const now = new Date("2026-03-02T12:00:00.000Z");
const tierNames = new Map([["gold", "Gold"]]);

function why(fact: OrderFact, over: Partial<Evaluation> = {}, given: Partial<Parameters<typeof whySentences>[0]> = {}) {
  const member = { state: "member" as const, enrolledAt: "2026-01-01T00:00:00.000Z" };
  const evaluation: Evaluation = {
    fact, member, customerTags: [], launchedAt: "2026-01-01T00:00:00.000Z", testCustomer: false, testAllowed: false, imported: false, program: defaultProgram("USD"),
    tier: { handle: "gold", multiplier: { num: 3, den: 2 } }, products: new Map(), ...over,
  };
  return whySentences({ fact, basis: evaluateOrder(evaluation), seen: true, needs: [], granted: true, launchedAt: null, tierNames, zone: "America/New_York", now, ...given });
}

describe("whySentences", () => {
  test("an order that earned: what counts, the rate, the tier, and when it can be spent", () => {
    const { earn } = defaultProgram("USD");
    const sentences = why(anOrder());
    expect(sentences).toEqual(expect.arrayContaining([
      { rule: "earned", values: {} },
      { rule: "earn_rate", values: { points: earn.rate.points, minor: earn.rate.perMinor, currency: "USD" } },
      { rule: "tier_multiplier", values: { tier: "Gold", multiplier: "1.5" } },
      { rule: "pending_until", values: { date: "2026-03-15" } },
    ]));
  });

  test("items that do not earn, or earn more, are named", () => {
    const program = defaultProgram("USD");
    program.earn.multipliers = [
      { scope: "product", id: "31", title: "Ferns", multiplier: { num: 2, den: 1 } },
      { scope: "product", id: "32", title: "Books", multiplier: { num: 0, den: 1 } },
    ];
    const fact = anOrder({ lines: [aLine({ title: "Fern <b>" }), aLine({ lineId: "2", productId: "32", title: "Book" }), aLine({ lineId: "3", productId: "33", giftCard: true })] });
    expect(why(fact, { program })).toEqual(expect.arrayContaining([
      { rule: "item_multiplied", values: { title: "Fern <b>", multiplier: "2" } }, { rule: "item_excluded", values: { title: "Book" } }, { rule: "gift_card", values: {} },
    ]));
  });

  test("what nobody could read of an order is the merchant's to know", () => {
    const program = defaultProgram("USD");
    Object.assign(program.earn.counts, { onSale: false, subscriptionFirst: false });
    const rules = (onSale: boolean | null) => why(anOrder({ lines: [aLine({ variantId: "9", onSale })] }), { program }).map((sentence) => sentence.rule);
    expect(rules(true)).toContain("on_sale");
    expect(rules(null)).toEqual(rules(false));
  });

  test("a refusal is one sentence; which list or tag somebody stands on is not told", () => {
    const program = defaultProgram("USD");
    program.enrollment.excludeTags = ["difficult"];
    expect(why(anOrder(), { program, customerTags: ["difficult"] })).toEqual([{ rule: "excluded", values: {} }]);
    expect(why(anOrder(), { member: { state: "blocked", enrolledAt: "2026-01-01T00:00:00.000Z" } })).toEqual([{ rule: "excluded", values: {} }]);
    program.earn.minimumOrderMinor = 9_000;
    expect(why(anOrder(), { program })).toEqual([{ rule: "below_minimum", values: { minor: 9_000, currency: "USD" } }]);
  });

  test.each([
    [{ cancelledAt: "2026-03-01T13:00:00.000Z" }, "cancelled"], [{ voided: true }, "cancelled"], [{ deleted: true }, "cancelled"], [{ paidAt: null }, "not_paid_yet"],
    [{ disputes: [{ disputeId: "1", status: "lost" as const, updatedAt: "2026-03-02T00:00:00.000Z" }] }, "dispute_lost"],
  ])("%j is told first, without a day to spend", (over, rule) => {
    const rules = why(anOrder(over)).map((sentence) => sentence.rule);
    expect(rules[0]).toBe(rule);
    expect(rules).not.toContain("pending_until");
  });

  test("a refund is told", () => {
    expect(why(anOrder({ refunds: [aRefund({ amountMinor: 1_000 })] })).map(({ rule }) => rule)).toContain("refunded");
  });

  const open = (given: Partial<Parameters<typeof whySentences>[0]>) =>
    whySentences({ fact: anOrder(), basis: null, seen: true, needs: [], granted: false, launchedAt: new Date("2026-03-01T12:00:00.000Z"), tierNames, zone: "UTC", now, ...given }).map(({ rule }) => rule);

  test("an order that is not settled yet says what it waits for: its payment, its items, or us", () => {
    expect(open({ fact: anOrder({ paidAt: null }), needs: ["products"] })).toEqual(["not_paid_yet"]);
    expect(open({ needs: ["products"] })).toEqual(["waiting_products"]);
    expect(open({})).toEqual(["waiting"]);
    expect(open({ fact: anOrder({ paidAt: null, processedAt: "" }), seen: false, needs: ["order"] })).toEqual(["waiting"]);
    for (const launchedAt of [new Date("2026-03-01T12:00:01.000Z"), null]) expect(open({ launchedAt, needs: ["products"] })).toEqual(["before_launch"]);
  });

  test("a priced one that waits for what Shopify knows says so until anything is granted", () => {
    expect(why(anOrder(), {}, { granted: false, needs: ["payments"] })[0]!.rule).toBe("waiting");
    expect(why(anOrder(), {}, { granted: true, needs: ["payments"] })[0]!.rule).toBe("earned");
    expect(why(anOrder({ cancelledAt: "2026-03-01T13:00:00.000Z" }), {}, { granted: false, needs: ["payments"] })[0]!.rule).toBe("cancelled");
  });
});
