import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateOrder, type Evaluation } from "~/loyalty/orders/evaluate-order";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { exactWorthByLine, orderWorth } from "~/loyalty/orders/order-worth";
import { checkProperty } from "../check-property";
import { aProgram } from "../program/a-program";
import { anEvaluation } from "./an-evaluation";
import { aLine, anOrder, aRefund } from "./an-order";

const basis = evaluateOrder(anEvaluation());
const worthOf = (fact: Partial<OrderFact>, given: Partial<Evaluation> = {}) => orderWorth(anOrder(fact), evaluateOrder(anEvaluation({ fact: anOrder(fact), ...given })));

describe("what an order is worth", () => {
  it.each<[string, Partial<OrderFact>, bigint, string]>([
    ["paid", {}, 50n, "earns"],
    ["not paid", { paidAt: null }, 0n, "not_paid"],
    ["cancelled", { cancelledAt: "2026-03-02T00:00:00.000Z" }, 0n, "cancelled"],
    ["voided", { voided: true }, 0n, "voided"],
    ["deleted", { deleted: true }, 0n, "deleted"],
    ["dispute lost", { disputes: [{ disputeId: "1", status: "lost", updatedAt: "2026-03-02T00:00:00.000Z" }, { disputeId: "2", status: "won", updatedAt: "2026-03-03T00:00:00.000Z" }] }, 0n, "dispute_lost"],
    ["dispute open", { disputes: [{ disputeId: "1", status: "open", updatedAt: "2026-03-02T00:00:00.000Z" }] }, 50n, "earns"],
    ["test", { test: true }, 0n, "refused"],
  ])("%s", (_name, fact, worth, status) => expect(worthOf(fact)).toEqual({ worth, status }));

  it("waits for fulfillment where the program says so", () => {
    const program = aProgram({ earn: { on: "fulfilled" } });
    expect(worthOf({}, { program }).status).toBe("not_fulfilled");
    expect(worthOf({ fulfilledAt: "2026-03-02T00:00:00.000Z" }, { program }).worth).toBe(50n);
  });

  it("has one floor for the whole order", () => {
    const lines = [1, 2, 3].map((id) => aLine({ lineId: String(id), unitPriceMinor: 1050 }));
    expect(worthOf({ lines }).worth).toBe(31n);
  });

  it("ignores a line its basis does not know", () => {
    expect(orderWorth(anOrder({ lines: [aLine(), aLine({ lineId: "2" })] }), basis).worth).toBe(50n);
  });

  it("loses nothing with amounts beyond 2^53", () => {
    const lines = [aLine({ unitPriceMinor: 9_007_199_254_740_991 })];
    expect(worthOf({ lines, refunds: [aRefund({ amountMinor: 1 })] }).worth).toBe(90_071_992_547_409n);
  });

  const rate = fc.record({ points: fc.integer({ min: 1, max: 500 }), perMinor: fc.integer({ min: 1, max: 5000 }) });
  const price = fc.nat(5_000_000);
  const pointsFor = (prices: number[], base: { points: number; perMinor: number }) => {
    const lines = prices.map((unitPriceMinor, index) => aLine({ lineId: String(index + 1), unitPriceMinor }));
    return worthOf({ lines }, { program: aProgram({ earn: { rate: base } }) }).worth;
  };

  it("is monotone, and splitting an order never earns more", () => {
    checkProperty(fc.property(price, price, rate, (a, b, base) => {
      expect(pointsFor([a + b], base)).toBeGreaterThanOrEqual(pointsFor([a], base));
      expect(pointsFor([a], base) + pointsFor([b], base)).toBeLessThanOrEqual(pointsFor([a, b], base));
      expect(pointsFor([a, b], base)).toBe(pointsFor([a + b], base));
    }), { numRuns: 500 });
  });

  it("goes to exactly 0 when refunds add up to all, in any pieces", () => {
    checkProperty(fc.property(fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 6 }), rate, (pieces, base) => {
      const fact = anOrder({ lines: [aLine({ unitPriceMinor: pieces.reduce((sum, piece) => sum + piece, 0) })] });
      const priced = evaluateOrder(anEvaluation({ fact, program: aProgram({ earn: { rate: base } }) }));
      const refunds = pieces.map((amountMinor, index) => aRefund({ refundId: String(index), amountMinor }));
      expect(orderWorth({ ...fact, refunds }, priced).worth).toBe(0n);
      expect(orderWorth({ ...fact, refunds: refunds.slice(1) }, priced).worth).toBe(BigInt(pieces[0]!) * BigInt(base.points) / BigInt(base.perMinor));
    }), { numRuns: 500 });
  });

  it("has the sum of its lines", () => {
    const fact = anOrder({ lines: [aLine(), aLine({ lineId: "2", unitPriceMinor: 3333 })], refunds: [aRefund({ amountMinor: 1111 })] });
    const priced = evaluateOrder(anEvaluation({ fact }));
    const sum = exactWorthByLine(fact, priced).reduce((total, { points }) => ({ num: total.num * points.den + points.num * total.den, den: total.den * points.den }), { num: 0n, den: 1n });
    expect(sum.num / sum.den).toBe(orderWorth(fact, priced).worth);
  });
});
