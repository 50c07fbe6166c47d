import { describe, expect, it } from "vitest";
import { applyLotChanges, applyPostings, transactionContent } from "~/loyalty/ledger/apply";
import { differenceFor, type Standing } from "~/loyalty/ledger/difference-for";
import { aLot, aWallet } from "./a-purse";

const standing = (given: Partial<Standing>): Standing => ({
  orderId: "9", worth: 0n, accrued: 0n, reversed: 0n, wallet: aWallet(), lots: [], releaseAt: "2026-03-15T00:00:00.000Z", earnedAt: "2026-03-01T00:00:00.000Z",
  expiresAt: null, reason: "order_earned", values: {}, effectiveAt: "2026-03-01T00:00:00.000Z", actor: "system", programVersion: 1, now: "2026-03-02T00:00:00.000Z", ...given,
});
const moves = (given: Partial<Standing>) => differenceFor(standing(given))?.postings.map(({ from, to, points }) => `${from}>${to} ${points}`);
const own = (given: object) => aLot({ lotId: 1n, orderId: "9", ...given });

describe("the difference between worth and posted", () => {
  it("is nothing when the ledger is there already", () => expect(differenceFor(standing({ worth: 70n, accrued: 100n, reversed: 30n }))).toBeNull());

  it.each<[string, Partial<Standing>, string[]]>([
    ["waits in pending", { worth: 50n }, ["issuance>pending 50"]],
    ["waits while the release is not known", { worth: 50n, releaseAt: null }, ["issuance>pending 50"]],
    ["is spendable at once after the window", { worth: 50n, now: "2026-03-15T00:00:00.000Z" }, ["issuance>available 50"]],
    ["repays first when spendable at once", { worth: 50n, now: "2026-03-15T00:00:00.000Z", wallet: aWallet({ debt: -20n }) }, ["issuance>available 50", "available>debt 20"]],
    ["never repays from pending", { worth: 50n, wallet: aWallet({ debt: -20n }) }, ["issuance>pending 50"]],
    ["adds the rest after an edit", { worth: 80n, accrued: 50n, wallet: aWallet({ pending: 50n }), lots: [own({ pending: 50n })] }, ["issuance>pending 30"]],
    ["takes own pending first", { worth: 10n, accrued: 50n, wallet: aWallet({ pending: 50n, available: 90n }), lots: [own({ pending: 50n }), aLot({ lotId: 2n, free: 90n })] }, ["pending>issuance 40"]],
    ["then own free", { worth: 0n, accrued: 50n, wallet: aWallet({ available: 140n }), lots: [own({ free: 50n }), aLot({ lotId: 2n, free: 90n })] }, ["available>issuance 50"]],
    ["then other free, then debt", { worth: 0n, accrued: 50n, wallet: aWallet({ available: 30n }), lots: [own({ free: 10n, spent: 40n }), aLot({ lotId: 2n, free: 20n })] }, ["available>issuance 30", "debt>issuance 20"]],
    ["never another order's pending", { worth: 0n, accrued: 50n, wallet: aWallet({ pending: 70n }), lots: [own({ spent: 50n }), aLot({ lotId: 2n, orderId: "8", pending: 70n })] }, ["debt>issuance 50"]],
    ["never held points", { worth: 0n, accrued: 50n, wallet: aWallet({ held: 50n }), lots: [own({ held: 50n })] }, ["debt>issuance 50"]],
  ])("%s", (_name, given, expected) => expect(moves(given)).toEqual(expected));

  it("takes other lots soonest-expiring first", () => {
    const lots = [aLot({ lotId: 2n, free: 20n }), aLot({ lotId: 3n, free: 20n, expiresAt: "2027-01-01T00:00:00.000Z" }), aLot({ lotId: 4n, free: 20n, earnedAt: "2025-01-01T00:00:00.000Z" })];
    const transaction = differenceFor(standing({ accrued: 50n, wallet: aWallet({ available: 60n }), lots }))!;
    expect(transaction.lots).toEqual([{ lotId: 3n, free: -20n, reversed: 20n }, { lotId: 4n, free: -20n, reversed: 20n }, { lotId: 2n, free: -10n, reversed: 10n }]);
  });

  it("keeps lots and balances equal", () => {
    const given = standing({ accrued: 50n, wallet: aWallet({ available: 30n }), lots: [own({ free: 10n, spent: 40n }), aLot({ lotId: 2n, free: 20n })] });
    const transaction = differenceFor(given)!;
    expect(applyPostings(given.wallet, transaction.postings)).toEqual(aWallet({ debt: -20n }));
    const { lots } = applyLotChanges(given.lots, transaction.lots, { memberId: 1n, lotIdOf: () => 9n });
    expect(lots.map(({ free, reversed }) => [free, reversed])).toEqual([[0n, 10n], [0n, 20n]]);
  });

  it("names the totals after it in its key: a repeated attempt collides, a later one does not", () => {
    const keys = [standing({ worth: 50n }), standing({ worth: 50n }), standing({ worth: 0n, accrued: 50n, wallet: aWallet({ pending: 50n }), lots: [own({ pending: 50n })] }), standing({ worth: 50n, accrued: 50n, reversed: 50n })].map((one) => differenceFor(one)!.key);
    expect(keys).toEqual(["order:9:accrued:50:reversed:0", "order:9:accrued:50:reversed:0", "order:9:accrued:50:reversed:50", "order:9:accrued:100:reversed:50"]);
  });

  it("knows the same key with other content", () => {
    const [a, b, c] = [differenceFor(standing({ worth: 50n }))!, differenceFor(standing({ worth: 50n, effectiveAt: "2026-04-01T00:00:00.000Z" }))!, differenceFor(standing({ worth: 50n, wallet: aWallet({ memberId: 2n }) }))!];
    expect(transactionContent(a)).toBe("order:9:accrued:50:reversed:0|member 1|accrual|order 9|issuance>pending:50");
    expect(transactionContent(b)).toBe(transactionContent(a));
    expect(transactionContent(c)).not.toBe(transactionContent(a));
  });
});
