import type { LotPart } from "~/loyalty/ledger/hold";
import type { Lot, Wallet } from "~/loyalty/ledger/posting";
import type { BatchUnderWay } from "~/loyalty/rewards/code-batch";
import type { CodeUse } from "~/store/rewards/code-uses.server";
import type { Redemption } from "~/store/rewards/redemption-rows.server";
import { aLot, aWallet } from "../../../loyalty/ledger/a-purse";

export interface Batch extends Omit<BatchUnderWay, "state"> { state: BatchUnderWay["state"] | "done" | "unknown" | "refused"; creationId: string | null; codes: string[] }
export interface Kept { redemption: Redemption; code: string | null; parts: readonly LotPart[]; validityMs: number }
export interface Use extends CodeUse { seenAt: number }

/** What the database holds: members, one reward with its pool of codes. */
export interface Rows {
  wallets: Map<bigint, Wallet>; lots: Lot[]; kept: Kept[]; batches: Batch[]; minted: number; free: string[]; poolFault: boolean; uses: Map<string, Use[]>; versions: Map<string, number>;
  erased: Set<bigint>;
  /** Who was merged, and with whom they are one since. */
  merged: Map<bigint, bigint>;
  leaked: Set<string>;
  /** Points that ended by themselves or with their member, and what each lot got of grace, for the judge alone. */
  lotEnds: Map<bigint, number>; ended: bigint; broken: string[]; graced: Map<bigint, number>;
  /** Orders whose events cannot be handled. */
  parked: Set<string>;
  reconciledUntil: Date | null; posted: Map<string, string>; resolved: Map<bigint, number>;
}

/** @param points what each member has: half of them in a lot that ends when `lotEnd` says. */
export function emptyRows(points: ReadonlyMap<bigint, bigint>, lotEnd: string | null): Rows {
  const lots = [...points].flatMap(([memberId, all]) => [aLot({ lotId: 2n * memberId - 1n, memberId, free: all / 2n, expiresAt: lotEnd }), aLot({ lotId: 2n * memberId, memberId, free: all - all / 2n })]);
  return {
    wallets: new Map([...points].map(([memberId, available]) => [memberId, aWallet({ memberId, available })])), lots, kept: [], batches: [], minted: 0, free: [], poolFault: false, uses: new Map(), versions: new Map(),
    erased: new Set(), merged: new Map(), leaked: new Set(), lotEnds: new Map(lots.flatMap(({ lotId, expiresAt }) => (expiresAt === null ? [] : [[lotId, Date.parse(expiresAt)]]))), ended: 0n, broken: [], graced: new Map(), parked: new Set(), reconciledUntil: new Date(0), posted: new Map(), resolved: new Map(),
  };
}
