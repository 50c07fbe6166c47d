/** Uniform numbers in [0, 1). The same seed gives the same numbers for ever. */
export type Random = () => number;

/** mulberry32: 32 bits of state, good enough to decide faults and to invent shoppers. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
