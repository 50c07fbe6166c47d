import type { Lot, Wallet } from "~/loyalty/ledger/posting";

/** Balances of member 1, all zero unless given. */
export function aWallet(given: Partial<Wallet> = {}): Wallet {
  return { memberId: 1n, pending: 0n, available: 0n, held: 0n, debt: 0n, ...given };
}

/** A lot of member 1 whose amount is the sum of its parts. */
export function aLot(given: Partial<Lot> & { lotId: bigint }): Lot {
  const parts = { pending: 0n, free: 0n, held: 0n, spent: 0n, expired: 0n, reversed: 0n, repaid: 0n, ...given };
  const amount = parts.pending + parts.free + parts.held + parts.spent + parts.expired + parts.reversed + parts.repaid;
  return { memberId: 1n, orderId: null, earnedAt: "2026-01-01T00:00:00.000Z", releaseAt: null, expiresAt: null, firstEnd: null, ...parts, amount };
}
