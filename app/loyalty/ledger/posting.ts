import type { Points } from "../points";

/**
 * Accounts of a member (its pockets and its debt) and of the shop's program. A posting takes from one balance and adds
 * to another, so `debt` and `issuance` are zero or negative: points owed by a member stand as `debt = -owed`.
 */
export const MEMBER_ACCOUNTS = ["pending", "available", "held", "debt"] as const;
export type MemberAccount = (typeof MEMBER_ACCOUNTS)[number];
export type ProgramAccount = "issuance" | "redeemed" | "breakage" | "adjustments";
export type Account = MemberAccount | ProgramAccount;

/** Moves `points` (> 0) from one account to another; a transaction of postings therefore always sums to zero. */
export interface Posting { from: Account; to: Account; points: Points }

export type TransactionKind =
  | "accrual" | "clawback" | "release" | "adjustment" | "merge_out" | "merge_in" | "forfeit" | "debt_repayment"
  | "hold" | "burn" | "void" | "lapse" | "restoration" | "late_use" | "expiry";

/** Balances of a member. `pending`, `available`, `held` >= 0; `debt` <= 0; always `available = 0 or debt = 0`. */
export interface Wallet { memberId: bigint; pending: Points; available: Points; held: Points; debt: Points }

/** One thing that happened to one member's points. */
export interface LedgerTransaction {
  memberId: bigint;
  kind: TransactionKind;
  /** Business idempotency: a sentence such as `order:123:refund:456`. Kept for ever. */
  key: string;
  postings: Posting[];
  /** snake_case literal, shown translated with `values`. */
  reason: string;
  values: Record<string, string | number>;
  /** `system`, `staff:<user id>`, `customer`. */
  actor: string;
  orderId: string | null;
  /** When it counts (order time), beside when it was recorded. ISO-8601. */
  effectiveAt: string;
  programVersion: number | null;
  /** What happens to lots, applied with the postings. */
  lots: LotChange[];
}

/** A lot holds what became of one accrual: pending + free + held + spent + expired + reversed + repaid = amount. */
export interface Lot {
  lotId: bigint; memberId: bigint; orderId: string | null;
  amount: Points; pending: Points; free: Points; held: Points; spent: Points; expired: Points; reversed: Points; repaid: Points;
  earnedAt: string;
  /** When pending points become available; null = not known yet (not paid, dispute, high risk). */
  releaseAt: string | null;
  /** Points expire at this moment; null = never. */
  expiresAt: string | null;
  /** The end it had before days of grace moved it for the first time; null = they never did. */
  firstEnd: string | null;
}
/**
 * What happens to a lot. `create` makes one; the second form adds signed amounts to its parts (they sum to zero, except
 * that nothing but the parts moves), sets `releaseAt` where it is given, and moves the lot to another member (merge).
 */
export type LotChange =
  | { create: NewLot }
  | {
      lotId: bigint;
      pending?: Points; free?: Points; held?: Points; spent?: Points; expired?: Points; reversed?: Points; repaid?: Points;
      releaseAt?: string | null;
      /** Moves the end of the lot: days of grace for points that come back after it. */
      expiresAt?: string;
      moveTo?: bigint;
    };

/** `amount = pending + free + repaid`; `free` and `repaid` are set when the return window is already over. */
export interface NewLot {
  amount: Points; pending: Points; free: Points; repaid: Points;
  orderId: string | null; earnedAt: string; releaseAt: string | null; expiresAt: string | null;
}
