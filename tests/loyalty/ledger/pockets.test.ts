import { describe, expect, it } from "vitest";
import { adjust, type Adjustment } from "~/loyalty/ledger/adjust";
import { applyLotChanges, applyPostings } from "~/loyalty/ledger/apply";
import { forfeit } from "~/loyalty/ledger/forfeit";
import { mergeMembers } from "~/loyalty/ledger/merge-members";
import { releaseLots } from "~/loyalty/ledger/release-lots";
import { aLot, aWallet } from "./a-purse";

const NOW = "2026-03-20T00:00:00.000Z";
const moves = (transaction: { postings: { from: string; to: string; points: bigint }[] }) => transaction.postings.map(({ from, to, points }) => `${from}>${to} ${points}`);

describe("release", () => {
  const early = aLot({ lotId: 1n, pending: 10n, releaseAt: NOW });
  it("frees what is due, and nothing before, in dispute or already free", () => {
    const lots = [early, aLot({ lotId: 2n, pending: 10n, releaseAt: "2026-03-20T00:00:00.001Z" }), aLot({ lotId: 3n, pending: 10n }), aLot({ lotId: 4n, free: 10n, releaseAt: NOW })];
    const released = releaseLots(lots, aWallet({ pending: 30n, available: 10n }), NOW);
    expect(released.map(({ key }) => key)).toEqual(["lot:1:release"]);
    expect(moves(released[0]!)).toEqual(["pending>available 10"]);
  });
  it("repays what is owed over several lots", () => {
    const released = releaseLots([early, aLot({ lotId: 2n, pending: 10n, releaseAt: NOW, earnedAt: "2026-02-01T00:00:00.000Z" })], aWallet({ pending: 20n, debt: -14n }), NOW);
    expect(released.map(moves)).toEqual([["pending>available 10", "available>debt 10"], ["pending>available 10", "available>debt 4"]]);
    expect(released[1]!.lots).toEqual([{ lotId: 2n, pending: -10n, free: 6n, repaid: 4n }]);
  });
});

describe("adjustment", () => {
  const adjustment = (given: Partial<Adjustment>): Adjustment => ({ points: 50n, note: "late parcel", actor: "staff:5", key: "adjustment:a", now: NOW, cap: 1000n, expiresAt: null, ...given });
  it.each([
    [{ points: 0n }, aWallet(), "zero_points"], [{ points: 1001n }, aWallet(), "above_cap"], [{ points: -1001n }, aWallet({ available: 5000n }), "above_cap"],
    [{ note: "  " }, aWallet(), "note_missing"], [{ points: -1n }, aWallet({ debt: -5n }), "points_owed"], [{ points: -51n }, aWallet({ available: 50n }), "not_enough_available"],
  ])("refuses %o", (given, wallet, refusal) => expect(adjust(wallet, [], adjustment(given))).toEqual({ refusal }));

  it("gives at once, repaying first", () => {
    const result = adjust(aWallet({ debt: -20n }), [], adjustment({}));
    expect("transaction" in result && moves(result.transaction)).toEqual(["adjustments>available 50", "available>debt 20"]);
    expect("transaction" in result && result.transaction.lots).toEqual([{ create: { amount: 50n, pending: 0n, free: 30n, repaid: 20n, orderId: null, earnedAt: NOW, releaseAt: NOW, expiresAt: null } }]);
  });
  it("takes available points of the oldest lots", () => {
    const lots = [aLot({ lotId: 1n, free: 40n, earnedAt: "2026-02-01T00:00:00.000Z" }), aLot({ lotId: 2n, free: 40n })];
    const result = adjust(aWallet({ available: 80n }), lots, adjustment({ points: -50n }));
    expect("transaction" in result && result.transaction.lots).toEqual([{ lotId: 2n, free: -40n, reversed: 40n }, { lotId: 1n, free: -10n, reversed: 10n }]);
  });
});

describe("merging members", () => {
  const when = { now: NOW, actor: "system" };
  it("moves pockets and lots, repaying what one owed", () => {
    const loser = { wallet: aWallet({ memberId: 2n, pending: 5n, available: 40n }), lots: [aLot({ lotId: 7n, memberId: 2n, pending: 5n, free: 40n })] };
    const survivor = { wallet: aWallet({ pending: 3n, debt: -15n }), lots: [aLot({ lotId: 1n, pending: 3n })] };
    const [out, into] = mergeMembers(loser, survivor, when);
    expect(applyPostings(loser.wallet, out!.postings)).toEqual(aWallet({ memberId: 2n }));
    expect(applyPostings(survivor.wallet, into!.postings)).toEqual(aWallet({ pending: 8n, available: 25n }));
    const { moved } = applyLotChanges(loser.lots, out!.lots, { memberId: 2n, lotIdOf: () => 0n });
    expect(applyLotChanges([...moved, ...survivor.lots], into!.lots, { memberId: 1n, lotIdOf: () => 0n }).lots).toEqual([aLot({ lotId: 7n, pending: 5n, free: 25n, repaid: 15n }), survivor.lots[0]]);
  });
  it("lets the survivor's points repay the loser's debt", () => {
    const [out, into] = mergeMembers({ wallet: aWallet({ memberId: 2n, debt: -70n }), lots: [] }, { wallet: aWallet({ available: 50n }), lots: [aLot({ lotId: 1n, free: 50n })] }, when);
    expect(moves(out!)).toEqual(["adjustments>debt 70"]);
    expect(moves(into!)).toEqual(["debt>adjustments 70", "available>debt 50"]);
  });
  it("posts nothing for an empty member", () => expect(mergeMembers({ wallet: aWallet({ memberId: 2n }), lots: [] }, { wallet: aWallet(), lots: [] }, when)).toEqual([]));
});

describe("forgetting a member", () => {
  const event = { key: "redact:7", reason: "customer_erased", actor: "system", now: NOW };
  it("sends everything but held points to breakage, and its lots are used up", () => {
    const lots = [aLot({ lotId: 1n, pending: 5n }), aLot({ lotId: 2n, free: 7n, held: 2n, spent: 1n }), aLot({ lotId: 3n, spent: 4n })];
    const transaction = forfeit(aWallet({ pending: 5n, available: 7n, held: 2n }), lots, event)!;
    expect(applyPostings(aWallet({ pending: 5n, available: 7n, held: 2n }), transaction.postings)).toEqual(aWallet({ held: 2n }));
    expect(applyLotChanges(lots, transaction.lots, { memberId: 1n, lotIdOf: () => 0n }).lots.map(({ pending, free, expired }) => [pending, free, expired])).toEqual([[0n, 0n, 5n], [0n, 0n, 7n], [0n, 0n, 0n]]);
  });
  it("writes off what is owed", () => expect(moves(forfeit(aWallet({ debt: -9n }), [], event)!)).toEqual(["breakage>debt 9"]));
  it("posts nothing for an empty member", () => expect(forfeit(aWallet(), [], event)).toBeNull());
});

describe("impossible balances are never stored", () => {
  it.each([
    [aWallet(), [{ from: "available", to: "issuance", points: 1n }], "available -1 of member 1: expected 0 or more"],
    [aWallet(), [{ from: "issuance", to: "debt", points: 1n }], "debt 1 of member 1: expected 0 or less"],
    [aWallet({ debt: -1n }), [{ from: "issuance", to: "available", points: 1n }], "available 1 of member 1 beside debt -1: expected one of them to be 0"],
    [aWallet(), [{ from: "issuance", to: "pending", points: 0n }], "posting of 0 from issuance to pending: expected more than 0 points"],
  ] as const)("%o", (wallet, postings, message) => expect(() => applyPostings(wallet, postings)).toThrow(message));
  it("nor lots that do not add up", () => {
    const created = { memberId: 1n, lotIdOf: () => 2n };
    expect(() => applyLotChanges([aLot({ lotId: 1n, free: 5n })], [{ lotId: 1n, free: -1n }], created)).toThrow("lot 1 of 5 points adds up to 4: expected its amount");
    expect(() => applyLotChanges([aLot({ lotId: 1n, free: 5n })], [{ lotId: 1n, free: -6n, spent: 6n }], created)).toThrow("free -1 of lot 1: expected 0 or more");
    expect(() => applyLotChanges([], [{ lotId: 3n }], created)).toThrow("lot 3: expected a lot of member 1");
  });
});
