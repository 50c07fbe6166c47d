import type { Points } from "../points";
import { tierFor } from "../tiers/qualify";
import type { Program } from "./program";
import type { ActivityPreview } from "./simulate-activities";
import { worthOf } from "./worth-of";

/** Members who hold one tier and whose qualifying spend lies in one amount: `members` of them. */
export interface SpendGroup { tier: string; spendMinor: number; members: number }

/** Where the members stand who can earn, and what all of them hold. */
export interface ProgramPicture {
  /** One group a member, or grouped by equal spend. Spend by the window of the new program. */
  groups: SpendGroup[];
  /** Unspent points: pending, available and held of all members. */
  outstanding: Points;
}

export interface ProgramPreview {
  up: number;
  /** Would lose their tier when their grace is over. */
  down: number;
  moves: { from: string; to: string; members: number }[];
  /** Worth of outstanding points, minor units. */
  liability: { beforeMinor: number; afterMinor: number };
  orders: OrdersPreview;
  /** What the last days would give for what members do beside orders. */
  activities: ActivityPreview[];
}

/** What the newest orders give. */
export interface OrdersPreview {
  count: number;
  /** When the first of them was placed; null without any. */
  since: string | null;
  before: Points;
  after: Points;
  /** Left out: a rule asks what is not known of them before they are read from Shopify. */
  notRead: number;
}

/** Who moves, and what outstanding points are worth. Changes nothing. */
export function simulateProgramChange(before: Program, after: Program, picture: ProgramPicture): Omit<ProgramPreview, "orders" | "activities"> {
  const moves = new Map<string, { from: string; to: string; members: number }>();
  let up = 0, down = 0;
  for (const { tier, spendMinor, members } of picture.groups) {
    const to = after.tiers.ladder[tierFor(after.tiers.ladder, spendMinor)]!.handle;
    const from = rank(before, tier) === -1 ? before.tiers.ladder[0]!.handle : tier;
    if (from === to) continue;
    if (isHigher(before, after, { from, to })) up += members;
    else down += members;
    const known = moves.get(`${from}>${to}`);
    moves.set(`${from}>${to}`, { from, to, members: members + (known?.members ?? 0) });
  }
  return {
    up, down, moves: [...moves.values()],
    liability: { beforeMinor: worthOf(picture.outstanding, before.worth), afterMinor: worthOf(picture.outstanding, after.worth) },
  };
}

/** A tier of both ladders is compared in the new one; one that is gone, by its place. */
function isHigher(before: Program, after: Program, { from, to }: { from: string; to: string }): boolean {
  const kept = rank(after, from);
  return rank(after, to) > (kept === -1 ? rank(before, from) : kept);
}

const rank = (program: Program, handle: string) => program.tiers.ladder.findIndex((tier) => tier.handle === handle);
