import { describe, expect, test } from "vitest";
import { applyLotChanges, applyPostings } from "~/loyalty/ledger/apply";
import { expireLots } from "~/loyalty/ledger/expire-lots";
import { burnHold, holdPoints, lapseHold, type RedemptionEvent } from "~/loyalty/ledger/hold";
import type { LedgerTransaction, Lot, Wallet } from "~/loyalty/ledger/posting";
import { spentDifference } from "~/loyalty/ledger/settle-redemption";
import { voidHold } from "~/loyalty/ledger/void-hold";
import { aLot, aWallet } from "./a-purse";

const NOW = "2026-06-01T12:00:00.000Z";
const TAKEN = "2026-04-01T12:00:00.000Z";
const GRACE = "2026-07-02T04:00:00.000Z";
const event: RedemptionEvent = { key: "redemption:7:test", reason: "reward_redeemed", values: {}, actor: "customer", orderId: null, effectiveAt: NOW };

/** What a transaction leaves: pockets, and the lots by id. Throws where a pocket or a lot would not add up. */
function after(wallet: Wallet, lots: readonly Lot[], transaction: LedgerTransaction) {
  const touched = new Set(transaction.lots.map((change) => ("create" in change ? null : change.lotId)));
  const changed = applyLotChanges(lots.filter(({ lotId }) => touched.has(lotId)), transaction.lots, { memberId: 1n, lotIdOf: () => 99n });
  const { pending: _pending, memberId: _memberId, ...pockets } = applyPostings(wallet, transaction.postings);
  return { pockets, lots: new Map([...lots, ...changed.lots].map((lot) => [lot.lotId, lot])) };
}

describe("a hold", () => {
  const lots = [aLot({ lotId: 1n, free: 50n }), aLot({ lotId: 2n, free: 30n, expiresAt: "2026-12-01T00:00:00.000Z" }), aLot({ lotId: 3n, free: 40n, expiresAt: "2026-09-01T00:00:00.000Z" })];

  test("takes what ends soonest first and touches a lot only when the ones before it are empty", () => {
    const { transaction, parts } = holdPoints(aWallet({ available: 120n }), lots, { ...event, points: 60n });
    expect(parts.map(({ lotId, points }) => [lotId, points])).toEqual([[3n, 40n], [2n, 20n]]);
    expect(after(aWallet({ available: 120n }), lots, transaction).pockets).toEqual({ available: 60n, held: 60n, debt: 0n });
  });

  test.each([["more than there are", aWallet({ available: 120n }), 121n], ["while points are owed", aWallet({ debt: -1n }), 1n]])("is a bug %s", (_name, wallet, points) => {
    expect(() => holdPoints(wallet, lots, { ...event, points })).toThrow(/expected enough free and none owed/);
  });

  test("burns into what was redeemed, lapses into breakage, lot by lot", () => {
    const held = [aLot({ lotId: 1n, held: 60n })];
    const parts = [{ lotId: 1n, points: 60n, restored: 0n }];
    const burned = after(aWallet({ held: 60n }), held, burnHold(aWallet({ held: 60n }), parts, event));
    expect([burned.pockets.held, burned.lots.get(1n)!.spent]).toEqual([0n, 60n]);
    const lapsed = after(aWallet({ held: 60n }), held, lapseHold(aWallet({ held: 60n }), parts, event));
    expect([lapsed.pockets.held, lapsed.lots.get(1n)!.expired]).toEqual([0n, 60n]);
  });
});

describe("a void", () => {
  test("returns points to their lots with their dates; one that is over gets days of grace", () => {
    const lots = [aLot({ lotId: 1n, held: 40n, expiresAt: "2026-05-01T00:00:00.000Z" }), aLot({ lotId: 2n, held: 20n, expiresAt: "2026-12-01T00:00:00.000Z" })];
    const parts = [{ lotId: 1n, points: 40n, restored: 0n }, { lotId: 2n, points: 20n, restored: 0n }];
    const wallet = aWallet({ held: 60n });
    const { pockets, lots: left } = after(wallet, lots, voidHold(wallet, parts, { ...event, back: { lots, takenAt: TAKEN, now: NOW, graceUntil: GRACE } }));
    expect(pockets).toEqual({ available: 60n, held: 0n, debt: 0n });
    expect([left.get(1n)!.expiresAt, left.get(2n)!.expiresAt]).toEqual([GRACE, "2026-12-01T00:00:00.000Z"]);
  });

  test.each([["before it ended", "2026-04-01T12:00:00.000Z", GRACE], ["in its days of grace, which come once", "2026-05-10T12:00:00.000Z", "2026-05-31T04:00:00.000Z"]])("into a lot whose days of grace are over, of points taken %s", (_when, takenAt, expiresAt) => {
    const lots = [aLot({ lotId: 1n, held: 40n, expiresAt: "2026-05-31T04:00:00.000Z", firstEnd: "2026-05-01T00:00:00.000Z" })];
    const { lots: left } = after(aWallet({ held: 40n }), lots, voidHold(aWallet({ held: 40n }), [{ lotId: 1n, points: 40n, restored: 0n }], { ...event, back: { lots, takenAt, now: NOW, graceUntil: GRACE } }));
    expect(left.get(1n)).toMatchObject({ free: 40n, expiresAt, firstEnd: "2026-05-01T00:00:00.000Z" });
  });

  test("repays what is owed first, out of what ends soonest; what goes into a debt needs no grace", () => {
    const lots = [aLot({ lotId: 1n, held: 40n, expiresAt: "2026-05-01T00:00:00.000Z" }), aLot({ lotId: 2n, held: 20n })];
    const wallet = aWallet({ held: 60n, debt: -45n });
    const { pockets, lots: left } = after(wallet, lots, voidHold(wallet, [{ lotId: 1n, points: 40n, restored: 0n }, { lotId: 2n, points: 20n, restored: 0n }], { ...event, back: { lots, takenAt: TAKEN, now: NOW, graceUntil: GRACE } }));
    expect(pockets).toEqual({ available: 15n, held: 0n, debt: 0n });
    expect([left.get(1n)!.repaid, left.get(1n)!.expiresAt, left.get(2n)!.repaid, left.get(2n)!.free]).toEqual([40n, "2026-05-01T00:00:00.000Z", 5n, 15n]);
  });
});

describe("what a redemption costs", () => {
  const { key: _key, ...cost } = event;
  const standing = (given: { spent: bigint; restored: bigint; target: bigint; lots: Lot[]; parts: { lotId: bigint; points: bigint; restored: bigint }[] }) =>
    ({ redemptionId: 7n, spendable: given.lots, back: { lots: given.lots, takenAt: TAKEN, now: NOW, graceUntil: GRACE }, ...given });

  test("is left alone when it is what it must be", () => {
    expect(spentDifference(aWallet(), standing({ spent: 100n, restored: 40n, target: 60n, lots: [], parts: [] }), cost)).toBeNull();
  });

  test("comes back with goods, what lasts longest first, never more than was spent", () => {
    const lots = [aLot({ lotId: 1n, spent: 60n, expiresAt: "2026-09-01T00:00:00.000Z" }), aLot({ lotId: 2n, spent: 40n })];
    const parts = [{ lotId: 1n, points: 60n, restored: 0n }, { lotId: 2n, points: 40n, restored: 0n }];
    const change = spentDifference(aWallet(), standing({ spent: 100n, restored: 0n, target: 45n, lots, parts }), cost)!;
    expect(change.transaction).toMatchObject({ kind: "restoration", key: "redemption:7:spent:100:restored:55" });
    const { pockets, lots: left } = after(aWallet(), lots, change.transaction);
    expect([pockets.available, left.get(1n)!.free, left.get(2n)!.free]).toEqual([55n, 15n, 40n]);
    expect(change.parts.map(({ restored }) => restored).sort()).toEqual([15n, 40n]);
  });

  test("is charged again when a code given back was used after all: available first, the rest is owed", () => {
    const lots = [aLot({ lotId: 1n, free: 30n })];
    const wallet = aWallet({ available: 30n });
    const change = spentDifference(wallet, standing({ spent: 0n, restored: 0n, target: 100n, lots, parts: [] }), cost)!;
    expect(change.transaction.kind).toBe("late_use");
    expect(after(wallet, lots, change.transaction).pockets).toEqual({ available: 0n, held: 0n, debt: -70n });
    expect(change.parts).toEqual([{ lotId: 1n, points: 30n, restored: 0n }]);
  });

  test("that was owed and comes back has a lot of its own for what no lot gave", () => {
    const lots = [aLot({ lotId: 1n, spent: 30n })];
    const change = spentDifference(aWallet(), standing({ spent: 100n, restored: 0n, target: 0n, lots, parts: [{ lotId: 1n, points: 30n, restored: 0n }] }), cost)!;
    const { pockets, lots: left } = after(aWallet(), lots, change.transaction);
    expect([pockets.available, left.get(1n)!.free, left.get(99n)!.free]).toEqual([100n, 30n, 70n]);
  });
});

describe("lots whose time is over", () => {
  test("end with their free points alone; held, pending and later ones stay", () => {
    const lots = [
      aLot({ lotId: 1n, free: 10n, held: 5n, pending: 3n, expiresAt: NOW }), aLot({ lotId: 2n, free: 7n, expiresAt: "2026-06-01T12:00:00.001Z" }), aLot({ lotId: 3n, free: 9n }),
      aLot({ lotId: 4n, held: 4n, expiresAt: "2026-01-01T00:00:00.000Z" }),
    ];
    const all = expireLots(lots, aWallet({ available: 26n, held: 9n, pending: 3n }), NOW);
    expect(all.map(({ key, postings }) => [key, postings[0]])).toEqual([["lot:1:expired:10", { from: "available", to: "breakage", points: 10n }]]);
  });
});
