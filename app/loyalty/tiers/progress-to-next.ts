import type { TierRules } from "../program/program";
import { tierFor } from "./qualify";

/** How far a member is from the next tier; null at the highest. Money in minor units of the shop's currency. */
export interface TierProgress { next: { handle: string; name: string }; spentMinor: number; thresholdMinor: number; missingMinor: number }

/** @param heldHandle the tier held, which in its grace period may be above what the spend reaches: then the way leads back to it. */
export function progressToNext(ladder: TierRules["ladder"], spentMinor: number, heldHandle: string): TierProgress | null {
  const reached = tierFor(ladder, spentMinor);
  const held = ladder.findIndex((tier) => tier.handle === heldHandle);
  const next = ladder[held > reached ? held : reached + 1];
  if (!next) return null;
  const { handle, name, thresholdMinor } = next;
  return { next: { handle, name }, spentMinor, thresholdMinor, missingMinor: Math.max(0, thresholdMinor - spentMinor) };
}
