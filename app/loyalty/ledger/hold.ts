import type { Points } from "../points";
import { allocateFifo } from "./allocate-fifo";
import type { LedgerTransaction, Lot, Posting, Wallet } from "./posting";

/** Points of one lot that a redemption holds or has spent, and how many of those came back. */
export interface LotPart { lotId: bigint; points: Points; restored: Points }

/** Why points moved for a redemption. Each has its sentence in the language files. */
export const REDEMPTION_REASONS = [
  "reward_redeemed", "reward_used", "reward_canceled", "canceled_by_staff", "reward_withdrawn", "code_expired", "code_removed", "reward_lapsed", "reward_restored", "reward_used_late",
  "reward_charged_again", "customer_erased",
] as const;
export type RedemptionReason = (typeof REDEMPTION_REASONS)[number];

/** What happened to a redemption, for the ledger. `key` is a sentence such as `redemption:7:held`. */
export interface RedemptionEvent {
  key: string;
  reason: RedemptionReason;
  values: LedgerTransaction["values"];
  actor: string;
  /** The order that used or undid it. */
  orderId: string | null;
  effectiveAt: string;
}

/**
 * Reserves available points for a redemption, soonest-expiring lots first.
 * @throws RangeError when there are not so many, or points are owed: `decideRedemption` asks before.
 */
export function holdPoints(wallet: Wallet, lots: readonly Lot[], { points, ...event }: RedemptionEvent & { points: Points }): { transaction: LedgerTransaction; parts: LotPart[] } {
  const { taken, left } = allocateFifo(lots, "free", points);
  if (left > 0n || wallet.debt < 0n) throw new RangeError(`hold of ${points} points of member ${wallet.memberId} with ${points - left} free and ${-wallet.debt} owed: expected enough free and none owed`);
  const transaction = redemptionTransaction(wallet, "hold", event, {
    postings: [{ from: "available", to: "held", points }],
    lots: taken.map((one) => ({ lotId: one.lotId, free: -one.points, held: one.points })),
  });
  return { transaction, parts: taken.map((one) => ({ ...one, restored: 0n })) };
}

/** The code was used: held points are spent for good. */
export function burnHold(wallet: Wallet, parts: readonly LotPart[], event: RedemptionEvent): LedgerTransaction {
  return redemptionTransaction(wallet, "burn", event, {
    postings: [{ from: "held", to: "redeemed", points: totalOf(parts) }],
    lots: parts.map(({ lotId, points }) => ({ lotId, held: -points, spent: points })),
  });
}

/** The code ended unused and the merchant lets its points end with it. */
export function lapseHold(wallet: Wallet, parts: readonly LotPart[], event: RedemptionEvent): LedgerTransaction {
  return redemptionTransaction(wallet, "lapse", event, {
    postings: [{ from: "held", to: "breakage", points: totalOf(parts) }],
    lots: parts.map(({ lotId, points }) => ({ lotId, held: -points, expired: points })),
  });
}

export const totalOf = (parts: readonly LotPart[]) => parts.reduce((sum, { points }) => sum + points, 0n);

export function redemptionTransaction(wallet: Wallet, kind: LedgerTransaction["kind"], event: RedemptionEvent, moves: { postings: Posting[]; lots: LedgerTransaction["lots"] }): LedgerTransaction {
  return { memberId: wallet.memberId, kind, ...event, ...moves, programVersion: null };
}
