import type { LedgerTransaction, Lot, Wallet } from "./posting";
import { compareLots } from "./allocate-fifo";

/**
 * One transaction a lot whose time is over: its free points go to breakage. Pending points are not the member's to use yet,
 * and held ones are promised to a redemption: neither expires.
 */
export function expireLots(lots: readonly Lot[], wallet: Wallet, now: string): LedgerTransaction[] {
  return lots.filter((lot) => lot.free > 0n && lot.expiresAt !== null && lot.expiresAt <= now).sort(compareLots).map((lot) => ({
    memberId: wallet.memberId,
    kind: "expiry",
    key: `lot:${lot.lotId}:expired:${lot.expired + lot.free}`,
    postings: [{ from: "available", to: "breakage", points: lot.free }],
    reason: "points_expired",
    values: { points: -Number(lot.free) },
    actor: "system",
    orderId: lot.orderId,
    effectiveAt: lot.expiresAt!,
    programVersion: null,
    lots: [{ lotId: lot.lotId, free: -lot.free, expired: lot.free }],
  }));
}
