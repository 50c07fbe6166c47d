import type { LotPart } from "~/loyalty/ledger/hold";
import type { Lot, Wallet } from "~/loyalty/ledger/posting";
import type { BatchUnderWay } from "~/loyalty/rewards/code-batch";
import type { CodeUse } from "~/store/rewards/code-uses.server";
import type { Redemption } from "~/store/rewards/redemption-rows.server";
import { aLot, aWallet } from "../../../loyalty/ledger/a-purse";

export interface Batch extends Omit<BatchUnderWay, "state"> { state: BatchUnderWay["state"] | "done" | "unknown" | "refused"; creationId: string | null; codes: string[] }
export interface Kept { redemption: Redemption; code: string | null; parts: readonly LotPart[]; validityMs: number }
export interface Use extends CodeUse { seenAt: number }

/** What the database holds: one member, one reward with its pool of codes. */
export interface Rows {
  wallet: Wallet; lots: Lot[]; kept: Kept[]; batches: Batch[]; minted: number; free: string[]; poolFault: boolean; uses: Map<string, Use[]>; versions: Map<string, number>;
  /** Orders whose events cannot be handled. */
  parked: Set<string>;
  reconciledUntil: Date | null; posted: Map<string, string>; resolved: Map<bigint, number>;
}

export function emptyRows(points: bigint): Rows {
  const lots = [aLot({ lotId: 1n, free: points / 2n, expiresAt: "2029-01-01T00:00:00.000Z" }), aLot({ lotId: 2n, free: points - points / 2n })];
  return { wallet: aWallet({ available: points }), lots, kept: [], batches: [], minted: 0, free: [], poolFault: false, uses: new Map(), versions: new Map(), parked: new Set(), reconciledUntil: new Date(0), posted: new Map(), resolved: new Map() };
}
