import type { Random } from "../../../../sandbox/world/random";

const SECOND = 1000;

/** What befalls a world beside what its shoppers mean to do, in milliseconds after its beginning; null = it does not. */
export interface Plan { leak: number | null; merge: number | null; erase: number | null; lotEnd: number | null }

/** @param members how many there are: one alone is not merged, and who was merged is not forgotten apart. */
export function drawPlan(chance: Random, members: number): Plan {
  const sometime = (share: number, most: number) => (chance() < share ? Math.floor(chance() * most) * SECOND : null);
  return {
    leak: sometime(0.1, 600), lotEnd: sometime(0.3, 10_000),
    merge: members > 1 ? sometime(0.5, 10_000) : null, erase: members === 1 ? sometime(0.05, 10_000) : null,
  };
}
