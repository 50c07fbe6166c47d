import { createHash } from "node:crypto";
import type { Faults } from "../world/types";

export interface DeliveryFaults { drop: boolean; duplicate: boolean; delayMs: number }

const LONGEST_DELAY_MS = 30 * 60_000;
const LONGEST_REORDER_MS = 2_000;

/**
 * What goes wrong with the n-th delivery of a world: the same seed, number and probabilities give the same faults, whatever the
 * timing. A delay is minutes of the sandbox clock; reordering holds one back for up to two seconds so that later ones overtake it.
 */
export function decideFaults(faults: Faults, seed: number, delivery: number): DeliveryFaults {
  const chances = createHash("sha256").update(`${seed}:${delivery}`).digest();
  const chance = (index: number) => chances.readUInt32BE(index * 4) / 2 ** 32;
  const delayed = chance(0) < faults.delay ? 60_000 + chance(1) * (LONGEST_DELAY_MS - 60_000) : 0;
  const overtaken = chance(2) < faults.reorder ? 50 + chance(3) * (LONGEST_REORDER_MS - 50) : 0;
  return { drop: chance(4) < faults.drop, duplicate: chance(5) < faults.duplicate, delayMs: Math.round(Math.max(delayed, overtaken)) };
}
