import type { Minor } from "../world/types";

/**
 * Splits an amount over weights so that the parts sum to it exactly: each gets its share rounded down, what is left goes a unit
 * at a time to the largest remainders, the earlier one first. Without any weight nothing is given.
 */
export function allocate(total: Minor, weights: Minor[]): Minor[] {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum === 0n) return weights.map(() => 0);
  const shares = weights.map((weight, index) => {
    const product = BigInt(total) * BigInt(weight);
    return { index, part: product / sum, rest: product % sum };
  });
  let left = BigInt(total) - shares.reduce((all, share) => all + share.part, 0n);
  for (const share of [...shares].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break;
    share.part += 1n;
    left -= 1n;
  }
  return shares.map((share) => Number(share.part));
}
