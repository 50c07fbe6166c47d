import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeFacts } from "~/loyalty/orders/merge-facts";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { deletedPatch, disputePatch, hiddenPatch, isPlaceholder, paymentsPatch, refundPatch, riskPatch } from "~/loyalty/orders/placeholder-fact";
import { checkProperty } from "../check-property";
import { aLine, anOrder, aRefund } from "./an-order";

const moment = fc.integer({ min: 1, max: 4 }).map((day) => `2026-03-0${day}T12:00:00.000Z`);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const smallId = fc.constantFrom("1", "2", "12");
const refund = fc.record({ refundId: smallId, createdAt: moment, amountMinor: fc.nat(3), shippingMinor: fc.nat(3),
  lines: fc.array(fc.record({ lineId: smallId, quantity: fc.nat(2), netMinor: fc.nat(9) }), { maxLength: 2 }) }).map(aRefund);
const dispute = fc.record({ disputeId: smallId, status: fc.constantFrom("open", "won", "lost"), updatedAt: moment });
const line = fc.record({ lineId: smallId, quantity: fc.nat(3), removedQuantity: fc.nat(3), title: fc.constantFrom("a", "b"), productId: maybe(smallId),
  giftCard: fc.boolean(), onSale: maybe(fc.boolean()), subscription: maybe(fc.constantFrom("first" as const, "renewal" as const)), unitPriceMinor: fc.nat(9) }).map(aLine);
const seenCustomer = maybe(fc.tuple(smallId, moment)).map((seen) => ({ customerId: seen?.[0] ?? null, customerSeenAt: seen?.[1] ?? null }));
const seenRisk = maybe(fc.tuple(fc.constantFrom("none" as const, "high" as const), moment)).map((seen) => ({ risk: seen?.[0] ?? "none" as const, riskUpdatedAt: seen?.[1] ?? null }));
const order = fc.tuple(fc.record({ updatedAt: moment, paidAt: maybe(moment), cancelledAt: maybe(moment), fulfilledAt: maybe(moment), voided: fc.boolean(), deleted: fc.boolean(),
  test: fc.boolean(), emailHash: maybe(smallId), source: fc.constantFrom("web" as const, "pos" as const), tags: fc.uniqueArray(smallId), discountCodes: fc.uniqueArray(smallId),
  lines: fc.uniqueArray(line, { maxLength: 3, selector: ({ lineId }) => lineId }), refunds: fc.uniqueArray(refund, { maxLength: 2, selector: ({ refundId }) => refundId }),
  disputes: fc.uniqueArray(dispute, { maxLength: 2, selector: ({ disputeId }) => disputeId }), redeemedValueMinor: maybe(fc.nat(9)), tipMinor: fc.nat(3) }), seenCustomer, seenRisk)
  .map(([fields, who, risk]) => anOrder({ ...fields, ...who, ...risk } as Partial<OrderFact>));
const patch = fc.oneof(refund.map((one) => refundPatch("1001", one)), dispute.map((one) => disputePatch("1001", one)), fc.constant(deletedPatch("1001")),
  fc.nat(9).map((minor) => paymentsPatch("1001", minor)), moment.map((at) => hiddenPatch("1001", at)), fc.tuple(fc.constantFrom("none" as const, "high" as const), moment).map(([level, at]) => riskPatch("1001", level, at)));
const fact = fc.oneof({ weight: 3, arbitrary: order }, { weight: 2, arbitrary: patch });

const mergeAll = (facts: OrderFact[]) => facts.reduce<OrderFact | null>((known, one) => mergeFacts(known, one), null);

describe("merging facts", () => {
  it("is commutative, associative and idempotent", () => {
    checkProperty(fc.property(fact, fact, fact, (a, b, c) => {
      expect(mergeFacts(a, b)).toEqual(mergeFacts(b, a));
      expect(mergeFacts(mergeFacts(a, b), c)).toEqual(mergeFacts(a, mergeFacts(b, c)));
      expect(mergeFacts(mergeFacts(a, b), b)).toEqual(mergeFacts(a, b));
    }), { numRuns: 1000 });
  });

  it("gives the same for any permutation with duplicates, and survives storage", () => {
    const shuffled = fc.array(fact, { minLength: 1, maxLength: 6 }).chain((facts) =>
      fc.tuple(fc.constant(facts), fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2, maxLength: facts.length * 2 })));
    checkProperty(fc.property(shuffled, ([facts, again]) => {
      expect(mergeAll(again)).toEqual(mergeAll(facts));
      expect(JSON.parse(JSON.stringify(mergeAll(facts)))).toEqual(mergeAll(facts));
    }), { numRuns: 1000 });
  });

  it("keeps a refund that arrives before its order", () => {
    const early = mergeFacts(null, refundPatch("1001", aRefund({ amountMinor: 700 })));
    expect(isPlaceholder(early)).toBe(true);
    const whole = mergeFacts(early, anOrder());
    expect(isPlaceholder(whole)).toBe(false);
    expect(whole).toEqual({ ...anOrder(), refunds: [aRefund({ amountMinor: 700 })] });
  });

  it("lets a stale fact add what grows and change nothing else", () => {
    const now = anOrder({ updatedAt: "2026-03-09T00:00:00.000Z", tags: ["new"], lines: [aLine({ quantity: 3 })] });
    const stale = anOrder({ tags: ["old"], cancelledAt: "2026-03-02T00:00:00.000Z", refunds: [aRefund()], paidAt: "2026-02-28T00:00:00.000Z" });
    expect(mergeFacts(now, stale)).toEqual({ ...now, cancelledAt: stale.cancelledAt, refunds: stale.refunds, paidAt: stale.paidAt });
  });

  it("keeps the customer of an order when a later fact names none", () => {
    const erased = anOrder({ updatedAt: "2026-04-01T00:00:00.000Z", customerId: null, customerSeenAt: null });
    expect(mergeFacts(erased, anOrder()).customerId).toBe("7");
  });

  it("adds up a line that one refund names twice", () => {
    const twice = aRefund({ lines: [{ lineId: "1", quantity: 1, netMinor: 100 }, { lineId: "1", quantity: 2, netMinor: 200 }] });
    expect(mergeFacts(null, anOrder({ refunds: [twice] })).refunds[0]!.lines).toEqual(aRefund({ lines: [{ lineId: "1", quantity: 3, netMinor: 300 }] }).lines);
  });

  it("refuses facts of two orders", () => {
    expect(() => mergeFacts(anOrder(), anOrder({ orderId: "2" }))).toThrow("fact of order 2: expected a fact of order 1001");
  });
});
