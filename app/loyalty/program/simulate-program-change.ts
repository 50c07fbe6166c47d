import type { Points } from "../points";
import { tierFor } from "../tiers/qualify";
import type { Program } from "./program";
import { worthOf } from "./worth-of";

/** Members who hold one tier and whose qualifying spend lies in one amount: `members` of them. */
export interface SpendGroup { tier: string; spendMinor: number; members: number }

/** What the shop's recent orders amount to, to tell what a rate would have given. */
export interface ProgramPicture {
  /** One group a member, or grouped by equal spend. Spend by the window of the new program. */
  groups: SpendGroup[];
  /** Unspent points: pending, available and held of all members. */
  outstanding: Points;
  /** Eligible spend of a comparable stretch (a year) by tier held, minor units of the shop's currency. */
  yearlySpendByTier: Record<string, number>;
}

export interface ProgramPreview {
  up: number;
  /** Would lose their tier when their grace is over. */
  down: number;
  moves: { from: string; to: string; members: number }[];
  /** Worth of outstanding points, minor units. */
  liability: { beforeMinor: number; afterMinor: number };
  /** Points a year at the same orders. */
  pointsPerYear: { before: Points; after: Points };
}

/** Dry run of a change: who moves, what outstanding points are worth, what a year would give. Changes nothing. */
export function simulateProgramChange(before: Program, after: Program, picture: ProgramPicture): ProgramPreview {
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
    pointsPerYear: { before: yearly(before, picture), after: yearly(after, picture) },
  };
}

/** A tier of both ladders is compared in the new one; one that is gone, by its place. */
function isHigher(before: Program, after: Program, { from, to }: { from: string; to: string }): boolean {
  const kept = rank(after, from);
  return rank(after, to) > (kept === -1 ? rank(before, from) : kept);
}

function yearly(program: Program, { yearlySpendByTier }: ProgramPicture): Points {
  let points = 0n;
  for (const [handle, minor] of Object.entries(yearlySpendByTier)) {
    const { multiplier } = program.tiers.ladder[Math.max(0, rank(program, handle))]!;
    const { rate } = program.earn;
    points += (BigInt(minor) * BigInt(rate.points) * BigInt(multiplier.num)) / (BigInt(rate.perMinor) * BigInt(multiplier.den));
  }
  return points;
}

const rank = (program: Program, handle: string) => program.tiers.ladder.findIndex((tier) => tier.handle === handle);
