import { describe, expect, it } from "vitest";
import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import { settleOrder, type Settlement } from "~/loyalty/orders/settle-order";
import { aLot, aWallet } from "../ledger/a-purse";
import { aProgram } from "../program/a-program";
import { anEvaluation } from "./an-evaluation";
import { aLine, anOrder, aRefund } from "./an-order";

const settlement = (given: Partial<Settlement> = {}): Settlement => ({
  ...anEvaluation(given), basis: null, accrued: 0n, reversed: 0n, wallet: aWallet(), lots: [], zone: "America/New_York", now: "2026-03-02T00:00:00.000Z", ...given,
});
const first = settleOrder(settlement());
const posted = { basis: first.basis, accrued: 50n, wallet: aWallet({ pending: 50n }), lots: [aLot({ lotId: 1n, orderId: "1001", pending: 50n, releaseAt: "2026-03-15T11:00:00.000Z" })] };

describe("settling an order", () => {
  it("accrues once, spendable after the window in days of the shop", () => {
    expect(first.transaction).toMatchObject({ kind: "accrual", reason: "order_earned", values: { order: "#1001", points: 50 }, effectiveAt: "2026-03-01T12:00:00.000Z", programVersion: 1 });
    expect(first.transaction!.lots).toMatchObject([{ create: { releaseAt: "2026-03-15T11:00:00.000Z" } }]);
    expect(settleOrder(settlement(posted))).toEqual({ basis: first.basis, worth: 50n, status: "earns", transaction: null, releaseChanges: [] });
  });

  it.each([
    ["order_refunded", "2026-03-05T12:00:00.000Z", anOrder({ refunds: [aRefund({ amountMinor: 1000 })] })],
    ["order_cancelled", "2026-03-03T00:00:00.000Z", anOrder({ cancelledAt: "2026-03-03T00:00:00.000Z" })],
    ["dispute_lost", "2026-03-04T00:00:00.000Z", anOrder({ disputes: [{ disputeId: "1", status: "lost", updatedAt: "2026-03-04T00:00:00.000Z" }] })],
    ["order_deleted", "2026-03-02T00:00:00.000Z", anOrder({ deleted: true })],
    ["order_changed", "2026-03-01T12:00:00.000Z", anOrder({ lines: [aLine({ quantity: 2, unitPriceMinor: 2000, removedQuantity: 1 })] })],
  ])("takes back and says why: %s", (reason, effectiveAt, fact) => {
    expect(settleOrder(settlement({ ...posted, fact })).transaction).toMatchObject({ kind: "clawback", reason, effectiveAt });
  });

  it("does not price an old order anew after a rule change", () => {
    const program = aProgram({ earn: { rate: { points: 9, perMinor: 100 } } });
    expect(settleOrder(settlement({ ...posted, program })).transaction).toBeNull();
  });

  it("stops the release while a dispute is open or the risk is high, and sets it anew when won", () => {
    const dispute = (status: "open" | "won") => anOrder({ disputes: [{ disputeId: "1", status, updatedAt: "2026-03-04T00:00:00.000Z" }] });
    expect(settleOrder(settlement({ ...posted, fact: dispute("open") })).releaseChanges).toEqual([{ lotId: 1n, releaseAt: null }]);
    expect(settleOrder(settlement({ ...posted, fact: anOrder({ risk: "high", riskUpdatedAt: "2026-03-04T00:00:00.000Z" }) })).releaseChanges).toEqual([{ lotId: 1n, releaseAt: null }]);
    const stopped = [aLot({ lotId: 1n, orderId: "1001", pending: 50n })];
    expect(settleOrder(settlement({ ...posted, lots: stopped, fact: dispute("won") })).releaseChanges).toEqual([{ lotId: 1n, releaseAt: "2026-03-15T11:00:00.000Z" }]);
  });

  it("prices a guest's order when it gains a member, never again afterwards", () => {
    const guest = settleOrder(settlement({ fact: anOrder({ customerId: null }), member: null, tier: null, wallet: null }));
    expect(guest).toMatchObject({ basis: { refusal: "guest" }, transaction: null });
    expect(settleOrder(settlement({ basis: guest.basis })).transaction).toMatchObject({ kind: "accrual" });
    const refused = settleOrder(settlement({ customerTags: ["staff"], program: aProgram({ enrollment: { mode: "automatic", excludeTags: ["staff"] } }) }));
    expect(settleOrder(settlement({ basis: refused.basis })).worth).toBe(0n);
  });

  it("posts nothing for an order that was not seen itself", () => {
    expect(settleOrder(settlement({ fact: refundPatch("1001", aRefund()) }))).toEqual({ basis: null, worth: 0n, status: "not_seen", transaction: null, releaseChanges: [] });
  });
});
