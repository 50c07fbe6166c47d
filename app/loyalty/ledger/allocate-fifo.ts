import type { Points } from "../points";
import type { Lot } from "./posting";

/** Soonest-expiring first, lots that never expire last, then earliest earned, then lot id. */
export function compareLots(a: Lot, b: Lot): number {
  if (a.expiresAt !== b.expiresAt) {
    if (a.expiresAt === null) return 1;
    if (b.expiresAt === null) return -1;
    return a.expiresAt < b.expiresAt ? -1 : 1;
  }
  if (a.earnedAt !== b.earnedAt) return a.earnedAt < b.earnedAt ? -1 : 1;
  return a.lotId < b.lotId ? -1 : a.lotId > b.lotId ? 1 : 0;
}

/**
 * Takes `wanted` points from one part of the lots, in the order of `compareLots`; a lot is touched only when all earlier
 * ones are exhausted. `left` is what the lots could not give.
 */
export function allocateFifo(lots: readonly Lot[], part: "pending" | "free", wanted: Points): { taken: { lotId: bigint; points: Points }[]; left: Points } {
  const taken: { lotId: bigint; points: Points }[] = [];
  let left = wanted;
  if (left <= 0n) return { taken, left: 0n };
  for (const lot of lots.filter((one) => one[part] > 0n).sort(compareLots)) {
    const points = lot[part] < left ? lot[part] : left;
    taken.push({ lotId: lot.lotId, points });
    left -= points;
    if (left === 0n) break;
  }
  return { taken, left };
}
